// What packages weigh, and what one mint takes with each against the local stand-in for Google.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Trouble } from "../../scripts/lib/log.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { startGoogle } from "../../standin/index.js";
import { packages } from "../packages/index.js";
import { bundle, module } from "./bundles.js";
import { startHost } from "./host.js";
import { sizeOf, sizeOfFile } from "./sizes.js";
import { median } from "./statistics.js";

const hostFile = fileURLToPath(new URL("../packages/mint-host.js", import.meta.url));
const scopes = ["https://www.googleapis.com/auth/gmail.readonly"];

/** @param {{ mints: number }} effort */
export async function measurePackages({ mints }) {
  const times = await timeMints(mints);
  return Promise.all(
    packages.map(async (one) => ({
      package: one.name,
      version: versionOf(one.id),
      runs_in: one.runsIn,
      speaks_for_a_user: one.user,
      ...(await weigh(one)),
      mint_p50_ms: median(times.get(one.id) ?? []),
      mint_note: one.noMint ?? null,
    })),
  );
}

function versionOf(id) {
  if (id !== "edgemint") return dependencies()[id];
  return JSON.parse(readFileSync(inRoot("package.json"), "utf8")).version;
}

const dependencies = () =>
  JSON.parse(readFileSync(inRoot("bench", "package.json"), "utf8")).dependencies;

async function weigh({ id, entry = `packages/${id}.js`, external, platform, wasm }) {
  const conditions = platform === "node" ? ["workerd", "worker"] : [];
  const options = { entryPoints: [entry], external, platform, conditions, ...module };
  const js = sizeOf(await bundle(options));
  const code = wasm ? sizeOfFile(wasm) : { raw: 0, gzip: 0 };
  return {
    js_min: js.raw,
    js_gzip: js.gzip,
    wasm_raw: code.raw,
    wasm_gzip: code.gzip,
    total_gzip: js.gzip + code.gzip,
  };
}

/** In turns, each mint with a new client: key, signature and exchange, nothing kept. */
async function timeMints(mints) {
  const google = await startGoogle();
  allowItself(google);
  const host = startHost(hostFile);
  const request = { credentials: google.key, user: "ada@example.com", scopes };
  const times = new Map(packages.filter((one) => !one.noMint).map(({ id }) => [id, []]));
  try {
    // The first rounds only warm up.
    for (let round = -3; round < mints; round++) {
      for (const [id, kept] of times) {
        const { token, ms } = await host.ask({ id, request });
        if (!google.tokenInfo(token)) throw new Trouble(`bench: ${id} was given no token.`);
        if (round >= 0) kept.push(ms);
      }
    }
  } finally {
    await host.stop();
    await google.close();
  }
  return times;
}

/** web-auth-library speaks for the service account; the stand-in takes that for a user like others. */
export function allowItself({ directory, key }) {
  directory.addUser(key.client_email);
  directory.grant(key.client_id, scopes, key.client_email.split("@")[1]);
}
