// `npx edgemint token`
import { jsonLine } from "../shared/log.js";
import { WrongUse, flag, minting, parse, requireMinting, text, tokenAddress } from "./args.js";
import { keyHelp, openMinter, readKey } from "./key.js";
import { shellWord } from "./output.js";
import { probeUrl, probesFor, scopeList } from "./probes.js";

export const help = `npx edgemint token --user EMAIL --scopes LIST [--key KEY] [--header | --curl | --json]
npx edgemint token --as-service-account --scopes LIST [the same]

Mints an access token that speaks for a user, and prints it on standard output. It is a credential
for an hour: pipe it where it is needed rather than into a file.

  --user EMAIL      the user to speak for
  --as-service-account
                    a token of the service account itself, which has no mailbox: for what was shared
                    with it, and for Google Cloud
  --scopes LIST     scopes, by short name or URL, with commas or blanks between them
  --key KEY         the service account's key, see below
  --header          print an Authorization header
  --curl            print a curl command: for Gmail, Calendar, Drive, People, Tasks or the Directory,
                    by the scopes
  --url URL         with --curl: another address
  --json            print one JSON object: access_token, token_type, expires_at, scope, user
  --token-uri URL   another token endpoint than Google's
  --help            print this

${keyHelp}

Ends with 0, with 1 where there is no token, with 2 where the command makes no sense, with 3 where
the same command may succeed a little later.`;

const FORMS = ["header", "curl", "json"];

export async function run(args, io) {
  const options = readOptions(args);
  const { key, user, scopes } = options;
  const minter = await openMinter(await readKey(key, io), options.tokenUri);
  const token = await minter.getToken(user, scopes);
  io.stdout.write(`${inForm(options, token)}\n`);
}

function readOptions(args) {
  const forms = Object.fromEntries(FORMS.map((name) => [name, flag]));
  const { values } = parse(args, { ...minting, ...forms, url: text });
  const { user, scopes } = requireMinting(values);
  const given = FORMS.filter((name) => values[name]);
  if (given.length > 1) throw new WrongUse(`--${given.join(" and --")} exclude each other.`);
  if (values.url !== undefined && !values.curl) throw new WrongUse("--url needs --curl.");
  const { key, "token-uri": tokenUri } = values;
  const url = values.curl ? curlUrl(values) : undefined;
  return { key, user, scopes, tokenUri, form: given[0], url };
}

/** Before anything is minted, so that no token is made in vain. */
function curlUrl({ url, user, scopes }) {
  if (url !== undefined) return tokenAddress("url", url).href;
  const [probe] = probesFor(scopeList(scopes));
  if (!probe) throw new WrongUse("--curl knows no address for these scopes: name one with --url.");
  // The service account is nobody's address in these APIs.
  if (user === undefined) throw new WrongUse("--curl with --as-service-account needs --url.");
  return probeUrl(probe, user.trim());
}

/** @param {import("edgemint").Token} token */
function inForm({ form, url }, { accessToken, tokenType, expiresAt, scopes, user }) {
  const header = `Authorization: ${tokenType} ${accessToken}`;
  switch (form) {
    case "header":
      return header;
    case "curl":
      // Without the option curl asks for `{a,b}` and `[1-9]` several times.
      return `curl -H ${shellWord(header)} ${/[{}[\]]/.test(url) ? "--globoff " : ""}${shellWord(url)}`;
    case "json":
      // As the Worker answers.
      return jsonLine({
        access_token: accessToken,
        token_type: tokenType,
        expires_at: Math.floor(expiresAt.getTime() / 1000),
        scope: scopes.join(" "),
        user,
      });
    default:
      return accessToken;
  }
}
