// Code that uses the token, ready to run.
import { apiFor, shortName, urlOf } from "./apis.js";

const imports = (name, from) => `import { ${name} } from ${JSON.stringify(from)};`;

/**
 * @param {{ accessToken: string, user: string, scopes: string[] }} token
 * @param {string} [standin]
 * @returns {Record<string, string>} by the name of the tab
 */
export function snippetsFor({ accessToken, user, scopes }, standin) {
  const api = apiFor(scopes);
  const url = urlOf(api, user, standin);
  return {
    curl: `curl "${url}" \\\n  -H "Authorization: Bearer ${accessToken}"`,
    fetch: [
      `const response = await fetch("${url}", {`,
      `  headers: { Authorization: "Bearer ${accessToken}" },`,
      "});",
      "console.log(response.status, await response.json());",
    ].join("\n"),
    googleapis: googleapis(api, { accessToken, user }, standin),
    edgemint: edgemint({ user, scopes }, standin),
  };
}

/** The next token, with the key file beside the script. */
function edgemint({ user, scopes }, standin) {
  const endpoint = standin ? `, tokenUri: "${standin}/token"` : "";
  return [
    imports("readFile", "node:fs/promises"),
    imports("createMinter", "edgemint"),
    "",
    'const credentials = await readFile("key.json", "utf8");',
    `const minter = await createMinter({ credentials${endpoint} });`,
    `const token = await minter.getToken("${user}", ${JSON.stringify(scopes.map(shortName))});`,
    "console.log(token.accessToken, token.expiresAt);",
  ].join("\n");
}

function googleapis({ googleapis: [client, call] }, { accessToken, user }, standin) {
  const there = standin ? client.replace("auth })", `auth, rootUrl: "${standin}/" })`) : client;
  return [
    imports("google", "googleapis"),
    "",
    "const auth = new google.auth.OAuth2();",
    `auth.setCredentials({ access_token: "${accessToken}" });`,
    `const api = ${there};`,
    `const { data } = await api.${call.replace("USER", user)};`,
    "console.log(data);",
  ].join("\n");
}
