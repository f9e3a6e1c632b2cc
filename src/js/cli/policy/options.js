// What the policy command may be given.
import { WrongUse, flag, parse, requireSubject, text } from "../args.js";
import { readFile } from "../input.js";

export const help = `npx edgemint policy check FILE [--json]
npx edgemint policy explain FILE --caller NAME --user EMAIL --scopes LIST [--json]
npx edgemint policy explain FILE --caller NAME --as-service-account --scopes LIST [--json]
npx edgemint policy explain FILE --caller NAME --user EMAIL --target PATH [--method GET] [--scopes LIST]

check says what a policy holds, or where it is malformed. explain says whether the policy grants a
request and by which rules, or which are missing.

  --caller NAME    who asks, by the name in the policy
  --user EMAIL     the user to speak for
  --as-service-account
                   a token of the service account itself
  --scopes LIST    scopes, by short name or URL; with --target, within the route's
  --target PATH    a request through the proxy: /proxy/gmail.googleapis.com/gmail/v1/...
  --method NAME    its method (GET)
  --json           print one JSON object on standard output, for programs
  --help           print this

Ends with 0 where the policy is valid or grants the request, with 1 where it is malformed or does
not, with 2 where the command makes no sense.`;

/**
 * @typedef {object} Options
 * @property {"check" | "explain"} command
 * @property {string} file
 * @property {string} text What the file holds.
 * @property {{ caller?: string, user?: string, "as-service-account": boolean, scopes?: string, method?: string, target?: string }} question
 * @property {boolean} json
 */

const ofQuestion = ["caller", "user", "scopes", "method", "target"];

/** @param {string[]} args @returns {Promise<Options>} */
export async function readOptions(args) {
  const options = Object.fromEntries(ofQuestion.map((name) => [name, text]));
  const flags = { "as-service-account": flag, json: flag };
  const { values, positionals } = parse(args, { ...options, ...flags }, { allowPositionals: true });
  const { json, ...question } = values;
  const [command, file, ...rest] = positionals;
  if (!["check", "explain"].includes(command)) throw new WrongUse("The command is check or explain.");
  if (file === undefined || rest.length) throw new WrongUse("It takes one file.");
  if (command === "check") refuseQuestion(question);
  else requireQuestion(question);
  return { command, file, text: await read(file), question, json };
}

function refuseQuestion(question) {
  const given = [...ofQuestion, "as-service-account"].find((name) => question[name] !== undefined && question[name] !== false);
  if (given) throw new WrongUse(`--${given} is for explain.`);
}

function requireQuestion(question) {
  const { caller, scopes, method, target } = question;
  if (caller === undefined) throw new WrongUse("--caller is missing.");
  requireSubject(question);
  if (scopes === undefined && target === undefined) throw new WrongUse("--scopes or --target is missing.");
  if (method !== undefined && target === undefined) throw new WrongUse("--method needs --target.");
}

async function read(file) {
  try {
    return await readFile(file);
  } catch (error) {
    throw new WrongUse(`The file cannot be read: ${error.message}.`);
  }
}
