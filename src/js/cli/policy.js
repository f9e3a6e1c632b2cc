// `npx edgemint policy`: what a policy grants and why, said by the Rust that a deployment decides with.
import { jsonLine } from "../shared/log.js";
import { readOptions } from "./policy/options.js";
import { asText } from "./policy/report.js";
import { loadTools } from "./policy/tools.js";

export { help } from "./policy/options.js";

export async function run(args, io) {
  const { command, file, text, question, json } = await readOptions(args);
  const { caller, user, scopes, method, target } = question;
  const answer = loadTools().call(({ checkPolicy, explainPolicy }) =>
    command === "check" ? checkPolicy(text) : explainPolicy(text, caller, user, scopes, method, target),
  );
  const found = JSON.parse(answer);
  io.stdout.write(`${json ? jsonLine(found) : asText(found, { file, question })}\n`);
  // A check has nothing to grant.
  return found.valid && found.granted !== false ? 0 : 1;
}
