/**
 * A local stand-in for Google's token endpoint and a small part of the Gmail API, for development and tests. It
 * listens on 127.0.0.1 only and is as strict as the original where the original is known.
 */
import { once } from "node:events";
import { createServer } from "node:http";

import { createClock } from "./clock.js";
import { createControl } from "./control.js";
import { createDemoKey } from "./demo-key.js";
import { EXAMPLE_SCOPES, exampleDirectory } from "./example-domain.js";
import { createDnsApi } from "./apis/dns.js";
import { createFaults } from "./faults.js";
import { createGmailApi } from "./apis/gmail.js";
import { deliver, html, json, KEEP_ALIVE, preflight, readBody, text } from "./http.js";
import { createJournal } from "./journal.js";
import { createTokenEndpoint } from "./token/endpoint.js";
import { createTokenRoute } from "./token/route.js";
import { createTokenStore } from "./token/store.js";
import { createWorkspaceApis } from "./apis/workspace.js";

const NOTICE =
  "This is edgemint's local stand-in for Google's token endpoint and Gmail API.\n" +
  "It is for development and tests. Nothing here is Google, and no token from here opens anything at Google.\n";

/**
 * Starts the stand-in with the users of example.com and a fresh service account that may act for them.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0, the default, takes any free one
 * @param {string} [options.audience] the token endpoint's own name, where requests for it are led here
 */
export async function startGoogle({ port = 0, audience } = {}) {
  const clock = createClock();
  const directory = exampleDirectory();
  const tokens = createTokenStore(clock);
  const faults = createFaults(clock);
  const journal = createJournal(clock);
  const workspace = createWorkspaceApis({ directory, tokens });

  const server = createServer(KEEP_ALIVE);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const tokenUri = `${url}/token`;

  const endpoint = createTokenEndpoint({ audience: audience ?? tokenUri, clock, directory, tokens });
  const route = createRouter({
    token: createTokenRoute({ endpoint, faults, journal }),
    gmail: createGmailApi({ directory, clock, tokens }),
    dns: createDnsApi({ directory, clock, tokens }),
    control: createControl({ clock, directory, faults, journal }),
    workspace,
    tokens,
  });
  server.on("request", (req, res) => serve(req, res, route, clock));

  const key = await createDemoKey({ tokenUri });
  directory.register(key);
  directory.grant(key.client_id, EXAMPLE_SCOPES);

  return {
    url,
    tokenUri,
    apiUrl: `${url}/gmail/v1`,
    key,
    directory,
    clock,
    faults,
    exchanges: journal.exchanges,
    /** The names of APIs that are not enabled, until reset. */
    apisOff: workspace.off,
    tokenInfo: tokens.info,
    /** Back to a right clock, no faults, all APIs and an empty journal; users, grants and tokens stay. */
    reset() {
      workspace.off.clear();
      clock.offsetSeconds = 0;
      faults.clear();
      journal.clear();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function createRouter({ token, gmail, dns, control, workspace, tokens }) {
  return async function route(request) {
    const { method, path, query } = request;
    if (method === "OPTIONS") return preflight();
    if (request.body === null) return html(413, "Request Entity Too Large");
    if (path === "/token") return token(request);
    if (path === "/revoke" && method === "POST") return revoke(tokens, new URLSearchParams(request.body).get("token"));
    if (/^(\/upload)?\/gmail\//.test(path)) return gmail(request);
    if (path.startsWith("/dns/")) return dns(request);
    if (workspace.knows(path)) return workspace.answer(request);
    if (path.startsWith("/_standin/")) return control(request);
    if (method !== "GET") return html(404, "Not Found");
    if (path === "/tokeninfo") return tokenInfo(tokens, query.get("access_token"));
    if (path === "/") return text(200, NOTICE);
    return html(404, "Not Found");
  };
}

function revoke(tokens, token) {
  return tokens.revoke(token) ? json(200, {}) : json(400, { error: "invalid_token", error_description: "Invalid Value" });
}

function tokenInfo(tokens, token) {
  const info = tokens.info(token);
  return info ? json(200, info) : json(400, { error: "invalid_token", error_description: "Invalid Value" });
}

async function serve(req, res, route, clock) {
  try {
    // Split by hand: a request target such as `//x` is no URL, yet it deserves a 404.
    const [path, query = ""] = req.url.split("?", 2);
    const { method, headers } = req;
    const request = { method, path, query: new URLSearchParams(query), headers, body: await readBody(req) };
    await deliver(res, await route(request), new Date(clock.now()));
  } catch (error) {
    if (req.destroyed && !req.complete) return; // the client went away while it was sending
    console.error(error);
    const answer = text(500, "The stand-in itself failed; its error is on standard error.\n");
    await deliver(res, answer, new Date(clock.now()));
  }
}
