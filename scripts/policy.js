// What a policy grants and why, said by the Rust that a deployment decides with.
import { build } from "./build.js";
import { isMain, main } from "./lib/log.js";
import { help, readOptions } from "./lib/policy/options.js";
import { asText } from "./lib/policy/report.js";
import { loadTools } from "./lib/policy/tools.js";
import { setup } from "./setup.js";

/** @param {import("./lib/policy/options.js").Options} options */
async function policy({ command, file, text, question, json }) {
  await setup({ for: "build" });
  await build(["tools"]);
  const { checkPolicy, explainPolicy } = await loadTools();
  const { caller, user, scopes, method, target } = question;
  const found = JSON.parse(
    command === "check" ? checkPolicy(text) : explainPolicy(text, caller, user, scopes, method, target),
  );
  console.log(json ? JSON.stringify(found) : asText(found, { file, question }));
  // A check has nothing to grant.
  if (!found.valid || found.granted === false) process.exitCode = 1;
}

if (isMain(import.meta)) {
  await main(async () => {
    const options = readOptions(process.argv.slice(2));
    if (options.help) console.log(help);
    else await policy(options);
  });
}
