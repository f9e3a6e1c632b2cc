// The start command: sets up, builds, starts the Worker beside a token endpoint, and mints.
import { build } from "./build.js";
import { shipped } from "./lib/faces.js";
import { isMain, main, say, Trouble } from "./lib/log.js";
import { ask } from "./lib/run.js";
import { createCaller } from "./lib/start/caller.js";
import { assertionFromPackage, endpointOfKey, startStandin } from "./lib/start/endpoints.js";
import { help, readOptions } from "./lib/start/options.js";
import { choosePort } from "./lib/start/port.js";
import { quotable } from "./lib/start/quote.js";
import { asJson, asText, curlCommand, refusal } from "./lib/start/report.js";
import { stopSignal } from "./lib/start/stop-signal.js";
import { askForToken } from "./lib/start/token-calls.js";
import { startWorker } from "./lib/start/wrangler-dev.js";
import { setup } from "./setup.js";

/**
 * @typedef {object} Start
 * @property {import("./lib/start/options.js").Options} options
 * @property {Record<string, number>} timings In milliseconds.
 * @property {AbortSignal} signal When to stop.
 */

/** @param {import("./lib/start/options.js").Options} options */
async function start(options) {
  const timings = {};
  await timed(timings, "setup", () => setup({ for: "start" }));
  await timed(timings, "build", () => build(shipped.filter((name) => name !== "tools")));
  const signal = stopSignal();
  try {
    await besideEndpoint({ options, timings, signal });
  } catch (error) {
    if (!signal.aborted || error.name !== "AbortError") throw error;
    say("start: stopped; nothing is left running, the temporary files are gone");
  }
}

async function timed(timings, name, work) {
  const start = performance.now();
  const result = await work();
  timings[name] = Math.round(performance.now() - start);
  return result;
}

/** @param {Start} context */
async function besideEndpoint(context) {
  const { options, timings } = context;
  const endpoint =
    options.key === undefined
      ? await timed(timings, "standin", () => startStandin(options))
      : endpointOfKey(options);
  try {
    await checkRequest(endpoint, options);
    await withWorker(context, endpoint);
  } finally {
    await endpoint.close();
  }
}

/** A key, user or scopes that nobody could mint with are trouble before anything is started. */
async function checkRequest({ key, tokenUri }, { user, scopes }) {
  try {
    await assertionFromPackage({ key, tokenUri, user, scopes });
  } catch (error) {
    throw error.remedy ? new Trouble(refusal(user, error)) : error;
  }
}

/** @param {Start} context */
async function withWorker({ options, timings, signal }, endpoint) {
  const { secret, policy } = createCaller(endpoint.allowed);
  const port = await choosePort(options.port);
  const settings = {
    SERVICE_ACCOUNT_KEY: quotable(endpoint.key),
    POLICY: quotable(JSON.stringify(policy)),
    ...(endpoint.tokenUri && { TOKEN_URI: endpoint.tokenUri }),
  };
  // A secret for a real key is no page's business.
  const demo = endpoint.standin && { standin: endpoint.standin.url, secret };
  say("start: the Worker in wrangler dev (about 3 s)");
  const worker = await timed(timings, "start", () => startWorker({ settings, demo, port, signal }));
  try {
    const call = { url: worker.url, secret, user: options.user, scopes: options.scopes, signal };
    await mintTwice({ call, worker, options, timings, endpoint });
    if (!options.once) await serve(call, worker);
  } finally {
    await worker.stop();
  }
}

async function mintTwice({ call, worker, options, timings, endpoint }) {
  const first = await askForToken(call);
  if (first.status !== 200) return refused(options, first.body.error);
  const second = await askForToken(call);
  Object.assign(timings, { mint: first.ms, cached: second.ms });
  const facts = {
    endpoint,
    workerUrl: worker.url,
    signer: worker.health.signer,
    runtime: await ask("workerd", ["--version"]),
    timings,
    cache: [first.cache, second.cache],
    token: first.body,
    assertion: await endpoint.assertion(),
    profiles: endpoint.standin && (await bothProfiles(endpoint.standin, first.body.access_token)),
  };
  console.log(options.json ? asJson(facts) : `\n${asText(facts)}`);
}

const bothProfiles = async (standin, token) => [
  await standin.profile(token),
  await standin.profile(await standin.tokenWithoutUser()),
];

/** While it serves on, what is wrong may be mended at the endpoint, and tried again. */
function refused({ user, once }, error) {
  say(`\n${refusal(user, error)}`);
  if (once) process.exitCode = 1;
}

/** Until it is told to stop; everything of it goes to standard error, as with --json. */
async function serve(call, worker) {
  say(`\nServing until Ctrl-C. The page, where you sign with a key of your own or a made-up one:\n\n  ${call.url}/\n`);
  say(`Ask the Worker for a token yourself:\n\n  ${curlCommand(call)}\n`);
  worker.show();
  const stopped = new Promise((_, reject) => {
    call.signal.addEventListener("abort", () => reject(call.signal.reason));
    call.signal.throwIfAborted();
  });
  await Promise.race([stopped, worker.ended]);
}

if (isMain(import.meta)) {
  await main(async () => {
    const options = readOptions(process.argv.slice(2));
    if (options.help) console.log(help);
    else await start(options);
  });
}
