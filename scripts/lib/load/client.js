// A client that keeps its connections, and the load that many of it make.
import { Agent, request } from "node:http";

/**
 * @param {{ concurrency: number, secret: string }} options
 * @returns {{ ask: (url: string, user: string) => Promise<{ status: number, text: string, cache?: string }>, close: () => void }}
 */
export function createClient({ concurrency, secret }) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const headers = { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" };

  const ask = (url, user) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ user, scopes: "gmail.readonly" });
      const length = { "Content-Length": Buffer.byteLength(body) };
      const sent = request(`${url}/v1/token`, { method: "POST", agent, headers: { ...headers, ...length } });
      sent.on("error", reject);
      sent.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode, text, cache: response.headers["x-edgemint-cache"] });
        });
      });
      sent.end(body);
    });

  return { ask, close: () => agent.destroy() };
}

/**
 * Keeps so many requests under way for so long. The answer is looked at after its time is taken.
 *
 * @template A
 * @param {{ seconds: number, concurrency: number, send: () => Promise<A>, look: (answer: A) => void }} load
 * @returns {Promise<{ seconds: number, latencies: number[], failed: number }>} latencies in milliseconds
 */
export async function underLoad({ seconds, concurrency, send, look }) {
  const latencies = [];
  let failed = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const lane = async () => {
    for (let sent = performance.now(); sent < end; sent = performance.now()) {
      try {
        const answer = await send();
        latencies.push(performance.now() - sent);
        look(answer);
      } catch {
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { seconds: (performance.now() - start) / 1000, latencies, failed };
}
