/** Commands and code that are offered to be copied: whatever a token or a user holds, it arrives as it is. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";

import { curlCommand } from "../../scripts/lib/start/report.js";
import { shellWord as wordOfCommandLine } from "../../src/js/cli/output.js";
import { urlOf, APIS } from "../../www/lib/apis.js";
import { shellWord as wordOfPage } from "../../www/lib/shell.js";
import { snippetsFor } from "../../www/lib/snippets.js";

const ODD = {
  "single quotes": "it's '$(id)'",
  "double quotes": '"; id; "',
  "a dollar": "$HOME ${HOME} $(id) $& $'",
  "a backtick": "`id`",
  backslashes: "\\ \\\\ \\n \\'",
  "line breaks": "one\ntwo\n",
  "all of it": `'"$\`\\\n!*?[a]{b,c}~#;&|<>()`,
};

/** What `curl` is given where a real shell reads this. @returns {string[]} */
function argumentsOf(command) {
  const stdout = execFileSync("sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`], { encoding: "utf8" });
  return stdout.split("\0").slice(0, -1);
}

describe("a word of a shell", () => {
  for (const [who, shellWord] of Object.entries({ "the page's": wordOfPage, "the command line's": wordOfCommandLine })) {
    for (const [what, text] of Object.entries(ODD)) {
      test(`${who}: ${what}`, () => assert.deepEqual(argumentsOf(`curl ${shellWord(text)}`), [text]));
    }
  }
});

/** Runs the code with these in place of what it imports. @returns {Promise<void>} */
function runWith(code, names) {
  const AsyncFunction = (async () => {}).constructor;
  return new AsyncFunction(...Object.keys(names), code.replaceAll(/^import .*$/gm, ""))(...Object.values(names));
}

const SILENT = { log() {} };
const DIRECTORY = "https://www.googleapis.com/auth/admin.directory.user";
const directory = APIS.find(({ id }) => id === "directory");

for (const standin of [undefined, "http://127.0.0.1:8788"]) {
  describe(`what the page offers, ${standin ? "beside the stand-in" : "for Google"}`, () => {
    for (const [what, odd] of Object.entries(ODD)) {
      const user = `${odd}@example.com`;
      const code = snippetsFor({ accessToken: odd, user, scopes: [DIRECTORY] }, standin);

      test(`curl: ${what}`, () => {
        assert.deepEqual(argumentsOf(code.curl), [urlOf(directory, user, standin), "-H", `Authorization: Bearer ${odd}`]);
      });

      test(`fetch: ${what}`, async () => {
        const sent = [];
        const fetch = (...given) => sent.push(given) && Response.json({});
        await runWith(code.fetch, { fetch, console: SILENT });
        assert.deepEqual(sent, [[urlOf(directory, user, standin), { headers: { Authorization: `Bearer ${odd}` } }]]);
      });

      test(`googleapis: ${what}`, async () => {
        const seen = {};
        class OAuth2 {
          setCredentials(credentials) {
            Object.assign(seen, credentials);
          }
        }
        const get = (parameters) => Object.assign(seen, parameters) && { data: {} };
        const admin = ({ rootUrl }) => Object.assign(seen, { rootUrl }) && { users: { get } };
        await runWith(code.googleapis, { google: { auth: { OAuth2 }, admin }, console: SILENT });
        assert.deepEqual(seen, { access_token: odd, rootUrl: standin && `${standin}/`, userKey: user });
      });

      test(`edgemint: ${what}`, async () => {
        const seen = [];
        const getToken = (...given) => seen.push(...given) && {};
        const createMinter = ({ tokenUri }) => seen.push(tokenUri) && { getToken };
        await runWith(code.edgemint, { readFile: () => "{}", createMinter, console: SILENT });
        assert.deepEqual(seen, [standin && `${standin}/token`, user, ["admin.directory.user"]]);
      });
    }
  });
}

describe("what the start command offers", () => {
  for (const [what, odd] of Object.entries(ODD)) {
    test(what, () => {
      const command = curlCommand({ url: "http://127.0.0.1:8787", secret: odd, user: odd, scopes: [odd] });
      const [url, , credential, , type, , body] = argumentsOf(command);
      assert.deepEqual([url, credential], ["http://127.0.0.1:8787/v1/token", `Authorization: Bearer ${odd}`]);
      assert.deepEqual([type, JSON.parse(body)], ["Content-Type: application/json", { user: odd, scopes: [odd] }]);
    });
  }
});
