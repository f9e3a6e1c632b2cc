/**
 * The stand-in as a command: `node standin/command.js [--port N] [--key-out FILE]`. Prints one line of JSON that
 * says where it listens, then serves until it is told to stop.
 */
import { realpathSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { startGoogle } from "./google.js";

export async function main(args) {
  const { port, keyFile } = readOptions(args);
  const google = await startGoogle({ port });
  if (keyFile) await writeFile(keyFile, JSON.stringify(google.key, null, 2) + "\n", { mode: 0o600 });
  const { url, tokenUri, apiUrl } = google;
  const users = google.directory.users.map(({ email }) => email);
  process.stdout.write(JSON.stringify({ url, tokenUri, apiUrl, keyFile, users }) + "\n");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => google.close());
}

function readOptions(args) {
  const options = { port: { type: "string", default: "0" }, "key-out": { type: "string" } };
  const { values } = parseArgs({ args, options });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new Error(`--port takes a number from 0 to 65535, not ${values.port}`);
  }
  return { port, keyFile: values["key-out"] };
}

function explain(error) {
  if (error.code === "EADDRINUSE") return `port ${error.port} is taken; leave out --port to get a free one`;
  return error.message;
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`standin: ${explain(error)}\n`);
    process.exitCode = 1;
  });
}
