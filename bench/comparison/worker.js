// A Worker that keeps one object for all its requests, as an isolate would.
import { env } from "cloudflare:workers";

/** @param {(credentials: object) => Promise<{ token: (user: string) => Promise<string> }>} open */
export function worker(open) {
  let opened;
  const token = async () => {
    opened ??= await open(JSON.parse(env.KEY));
    return opened.token("ada@example.com");
  };
  return {
    async fetch(request) {
      if (new URL(request.url).pathname === "/leave") {
        // The request ends while its exchange is under way.
        await Promise.race([token(), scheduler.wait(200)]);
        return new Response();
      }
      return new Response(await token());
    },
  };
}
