// `npx edgemint explain`
import { explain } from "edgemint/diagnose";
import { jsonLine } from "../shared/log.js";
import { WrongUse, flag, parse, text } from "./args.js";
import { asParagraphs } from "./explanation.js";
import { readStream } from "./input.js";
import { colours } from "./output.js";

export const help = `npx edgemint explain TEXT [--user EMAIL] [--scopes LIST] [--client-id ID] [--json]

Says what an error of Google's means and what to do about it: from an answer's JSON, a line of a log,
or what an exception prints. It asks nobody.

  TEXT             the error, or - for standard input
  --user EMAIL     whom the token is to speak for; these three are put into the steps
  --scopes LIST    scopes, by short name or URL
  --client-id ID   the service account's numeric client ID
  --json           print one JSON object, for programs
  --help           print this

Ends with 0, with 1 where the error is not a known one, with 2 where the command makes no sense.`;

export async function run(args, io) {
  const options = { user: text, scopes: text, "client-id": text, json: flag };
  const { values, positionals } = parse(args, options, { allowPositionals: true });
  const [error, ...rest] = positionals;
  if (!error || rest.length) throw new WrongUse("It takes one text, in quotes, or -.");
  const { user, scopes, "client-id": clientId, json } = values;
  const content = error === "-" ? await readStream(io.stdin) : error;
  const found = await explain(content, { user, scopes, clientId });
  io.stdout.write(`${json ? jsonLine(found) : asText(found, colours(io.stdout, io.env))}\n`);
  return found ? 0 : 1;
}

/** @param {import("edgemint/diagnose").Explanation | null} found */
function asText(found, paint) {
  if (!found) return "This error is not a known one.";
  const { likely, id } = found;
  // With several causes each is said above its steps.
  const cause = likely.length === 1 ? [likely[0].cause] : [];
  return [...cause, ...asParagraphs(found, paint), `diagnosis ${id}`].join("\n\n");
}
