// `npx edgemint doctor`: one check after the other, up to the first that fails.
import { flag, minting, parse, requireMinting, text, tokenAddress } from "./args.js";
import { checks } from "./doctor/checks.js";
import { asEnding, asJson, asLine } from "./doctor/report.js";
import { exitCode, isTold } from "./failure.js";
import { keyHelp } from "./key.js";
import { colours } from "./output.js";

export const help = `npx edgemint doctor --user EMAIL --scopes LIST [--key KEY] [--json]
npx edgemint doctor --as-service-account --scopes LIST [the same]

Finds out why there is no token, or why an API refuses it: checks in this order, stops at the first
that fails, and says what is wrong and what to do about it.

  key         the key file can be read, and holds a service account's key
  assertion   user and scopes are well-formed, and the key signs
  endpoint    the token endpoint answers
  clock       this machine's clock agrees with the endpoint's
  token       a token is minted; if not, each scope is asked for by itself, to name those at fault
  api         the token works: one reading call to each API that the scopes allow one for

  --user EMAIL      the user to speak for
  --as-service-account
                    the service account itself, for programs that ask for no user on purpose
  --scopes LIST     scopes, by short name or URL, with commas or blanks between them
  --key KEY         the service account's key, see below
  --json            print one JSON object, for programs
  --token-uri URL   another token endpoint than Google's
  --api-url URL     another host than Google's for the calls of the last check
  --help            print this

${keyHelp}

Ends with 0 where every check holds, with 1 where one fails, with 2 where the command makes no sense,
with 3 where one fails that may hold a little later.`;

export async function run(args, io) {
  const { json, ...options } = readOptions(args);
  const paint = colours(io.stdout, io.env);
  const print = (text) => io.stdout.write(`${text}\n`);
  const results = [];
  for await (const result of examine({ ...options, io })) {
    results.push(result);
    // At once: some take their time.
    if (!json) print(asLine(result, paint));
  }
  const { failure } = results.at(-1);
  print(json ? asJson(results) : asEnding(failure, paint));
  return failure ? exitCode(failure) : 0;
}

function readOptions(args) {
  const { values } = parse(args, { ...minting, json: flag, "api-url": text });
  const { user, scopes } = requireMinting(values);
  const { key, json, "token-uri": tokenUri, "api-url": apiUrl } = values;
  return { key, user, scopes, json, tokenUri, apiUrl: tokenAddress("api-url", apiUrl) };
}

/** @typedef {{ name: string, says?: string, skipped?: boolean, failure?: Error }} Result */

/** @returns {AsyncGenerator<Result>} only the last can have failed */
async function* examine(facts) {
  for (const { name, check } of checks) {
    const result = await outcomeOf(name, check, facts);
    yield result;
    if (result.failure) return;
  }
}

async function outcomeOf(name, check, facts) {
  try {
    const { says, skipped, ...more } = await check(facts);
    Object.assign(facts, more);
    return { name, says, skipped };
  } catch (failure) {
    if (!isTold(failure)) throw failure;
    return { name, failure };
  }
}
