/** TypeScript's language server, as an editor talks to it: JSON-RPC with a length before each message. */
import { spawn } from "node:child_process";

import { tsc } from "./typescript.js";

/** @returns what asks the server, and what ends it */
function startLanguageServer() {
  const child = spawn(process.execPath, [tsc, "--lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map();
  const write = (message) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  readMessages(child.stdout, ({ id, method, result, error }) => {
    // The server's own questions have to be answered, or it waits.
    if (method) return id === undefined || write({ id, result: null });
    const { resolve, reject } = waiting.get(id);
    return error ? reject(new Error(error.message)) : resolve(result);
  });
  let last = 0;
  return {
    notify: (method, params) => write({ method, params }),
    ask(method, params) {
      last += 1;
      write({ id: last, method, params });
      return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }));
    },
    stop: () => child.kill(),
  };
}

function readMessages(stream, take) {
  let received = Buffer.alloc(0);
  stream.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const head = received.indexOf("\r\n\r\n");
      if (head < 0) return;
      const [, length] = /Content-Length: (\d+)/i.exec(received.toString("latin1", 0, head));
      const end = head + 4 + Number(length);
      if (received.length < end) return;
      take(JSON.parse(received.toString("utf8", head + 4, end)));
      received = received.subarray(end);
    }
  });
}

/**
 * What the server completes between two parts of a document.
 *
 * @param {string} uri where the document would be; nothing is written there
 * @returns {Promise<string[]>}
 */
export async function completionsBetween(uri, before, after) {
  const server = startLanguageServer();
  try {
    await server.ask("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
    server.notify("initialized", {});
    const document = { uri, languageId: "typescript", version: 1, text: before + after };
    server.notify("textDocument/didOpen", { textDocument: document });
    const lines = before.split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    const found = await server.ask("textDocument/completion", { textDocument: { uri }, position });
    return (found?.items ?? found ?? []).map(({ label }) => label);
  } finally {
    server.stop();
  }
}
