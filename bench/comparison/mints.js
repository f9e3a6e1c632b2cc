// What one mint takes in Node against the local stand-in: key, signature and exchange over loopback.
import { fileURLToPath, pathToFileURL } from "node:url";
import { Trouble } from "../../scripts/lib/log.js";
import { startGoogle } from "../../standin/index.js";
import { startHost } from "../lib/host.js";
import { allowItself } from "../lib/package-costs.js";
import { median } from "../lib/statistics.js";

const hostFile = fileURLToPath(new URL("mint-host.js", import.meta.url));
const processes = 11;
/** After the first, and after a few that only warm up. */
const warmUps = 5;
const users = Array.from({ length: 1 + warmUps + 20 }, (_, index) => `user-${index}@example.com`);

/**
 * In turns, so that whatever else the machine does hits all alike.
 *
 * @param {{ name: string, module: string }[]} minters
 * @returns {Promise<Map<string, { first: number, warm: number }>>} medians in milliseconds
 */
export async function timeMints(minters) {
  const google = await startGoogle();
  allowItself(google);
  for (const user of users) google.directory.addUser(user);
  const samples = new Map(minters.map(({ name }) => [name, { first: [], warm: [] }]));
  try {
    for (let turn = 0; turn < processes; turn++) {
      for (const { name, module } of minters) {
        const [first, ...others] = await mintInProcess(google, module);
        samples.get(name).first.push(first);
        samples.get(name).warm.push(...others.slice(warmUps));
      }
    }
  } finally {
    await google.close();
  }
  const medians = ({ first, warm }) => ({ first: median(first), warm: median(warm) });
  return new Map([...samples].map(([name, kept]) => [name, medians(kept)]));
}

async function mintInProcess(google, module) {
  const host = startHost(hostFile);
  try {
    const request = { module: pathToFileURL(module).href, credentials: google.key, users };
    const { tokens, times } = await host.ask(request);
    if (!tokens.every((token) => google.tokenInfo(token))) throw new Trouble("compare: a token is none.");
    return times;
  } finally {
    await host.stop();
  }
}
