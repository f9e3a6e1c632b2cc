// Code that uses the token, ready to run.
import { apiFor, shortName, urlOf } from "./apis.js";
import { shellWord } from "./shell.js";

/** A value as code: whatever it holds, it stays one text. */
const literal = JSON.stringify;
const imports = (name, from) => `import { ${name} } from ${literal(from)};`;

/**
 * @param {{ accessToken: string, user: string, scopes: string[] }} token
 * @param {string} [standin]
 * @returns {Record<string, string>} by the name of the tab
 */
export function snippetsFor({ accessToken, user, scopes }, standin) {
  const api = apiFor(scopes);
  const url = urlOf(api, user, standin);
  const bearer = `Bearer ${accessToken}`;
  return {
    curl: `curl ${shellWord(url)} \\\n  -H ${shellWord(`Authorization: ${bearer}`)}`,
    fetch: [
      `const response = await fetch(${literal(url)}, {`,
      `  headers: { Authorization: ${literal(bearer)} },`,
      "});",
      "console.log(response.status, await response.json());",
    ].join("\n"),
    googleapis: googleapis(api, { accessToken, user }, standin),
    edgemint: edgemint({ user, scopes }, standin),
  };
}

/** The next token, with the key file beside the script. */
function edgemint({ user, scopes }, standin) {
  const endpoint = standin ? `, tokenUri: ${literal(`${standin}/token`)}` : "";
  return [
    imports("readFile", "node:fs/promises"),
    imports("createMinter", "edgemint"),
    "",
    'const credentials = await readFile("key.json", "utf8");',
    `const minter = await createMinter({ credentials${endpoint} });`,
    `const token = await minter.getToken(${literal(user)}, ${literal(scopes.map(shortName))});`,
    "console.log(token.accessToken, token.expiresAt);",
  ].join("\n");
}

function googleapis({ googleapis: [client, call] }, { accessToken, user }, standin) {
  const there = standin ? client.replace("auth })", () => `auth, rootUrl: ${literal(`${standin}/`)} })`) : client;
  return [
    imports("google", "googleapis"),
    "",
    "const auth = new google.auth.OAuth2();",
    `auth.setCredentials({ access_token: ${literal(accessToken)} });`,
    `const api = ${there};`,
    `const { data } = await api.${call.replace('"USER"', () => literal(user))};`,
    "console.log(data);",
  ].join("\n");
}
