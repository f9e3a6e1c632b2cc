// `npx edgemint inspect`
import { inspect } from "edgemint/diagnose";
import { jsonLine } from "../shared/log.js";
import { WrongUse, flag, parse, text, webAddress } from "./args.js";
import { readFile, readStream } from "./input.js";
import { readKey } from "./key.js";
import { colours, mark, printable, section, table } from "./output.js";

export const help = `npx edgemint inspect WHAT [--key KEY] [--token-uri URL] [--json]

Decodes and checks an assertion, a token or a key file, here and without any network. It never prints
the key, nor a signature.

  WHAT              a file's path, - for standard input, or the text itself; what stands on a command
                    line is seen by others on the machine and kept by the shell, so rather the first two
  --key KEY         the key file that an assertion was signed with, to check its signature: a path, -,
                    or env:NAME
  --token-uri URL   the audience to expect, unless Google's
  --json            print one JSON object, for programs
  --help            print this

Ends with 0 where every check holds, with 1 where one does not, with 2 where the command makes no
sense.`;

export async function run(args, io) {
  const { what, keyOption, tokenUri, json } = readOptions(args);
  const key = keyOption === undefined ? undefined : await readKey(keyOption, io);
  const content = await contentOf(what, io);
  const found = await inspect(content, { key, tokenUri });
  // Perhaps a path was meant.
  if (found.kind === "unknown" && content === what) found.what += " There is no file of this name either.";
  io.stdout.write(`${json ? jsonLine(found) : asText(found, colours(io.stdout, io.env))}\n`);
  return found.ok ? 0 : 1;
}

function readOptions(args) {
  const options = { key: text, "token-uri": text, json: flag };
  const { values, positionals } = parse(args, options, { allowPositionals: true });
  const [what, ...rest] = positionals;
  if (!what || rest.length) throw new WrongUse("It takes one file, text or -.");
  const { key: keyOption, "token-uri": tokenUri, json } = values;
  if (what === "-" && keyOption === "-") throw new WrongUse("Only one of the two can be standard input.");
  webAddress("token-uri", tokenUri);
  return { what, keyOption, tokenUri, json };
}

/** What is no file is the text itself. */
async function contentOf(what, { stdin }) {
  return what === "-" ? readStream(stdin) : readFile(what).catch(() => what);
}

/** @param {import("edgemint/diagnose").Inspection} found */
function asText({ what, checks, header, claims }, paint) {
  const lines = table(checks.map(({ id, what }) => [id, what]));
  const decoded = Object.entries({ header, claims }).filter(([, part]) => part);
  const remedies = [...new Set(checks.filter(({ ok }) => !ok).map(({ remedy }) => remedy))].filter(Boolean);
  return [
    [what, ...lines.map((line, index) => `  ${mark(checks[index].ok, paint)} ${line}`)].join("\n"),
    ...decoded.map(([name, part]) => section(paint.bold(name), rowsOf(part))),
    ...(remedies.length ? [section(paint.bold("What to do"), remedies.map((remedy) => [remedy]))] : []),
  ].join("\n\n");
}

const rowsOf = (part) =>
  Object.entries(part).map(([name, value]) => [
    printable(name),
    printable(typeof value === "string" ? value : JSON.stringify(value)),
  ]);
