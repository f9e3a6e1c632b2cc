/** The test Worker: the suite inside a request handler, beside a minter made at the global scope. */
import { DurableObject, env } from "cloudflare:workers";
import { createMinter } from "edgemint";
import { durableObjectCache } from "edgemint/caches";

import { testWorkers } from "./only-workerd.js";
import { runSuite } from "./suite.js";

const options = { credentials: env.KEY, tokenUri: env.TOKEN_URI };
const globalMinter = await createMinter(options);
const globalWebCryptoMinter = await createMinter({ ...options, signer: "webcrypto" });

/** An object with its tokens in its own storage: each call by a new minter, as after an eviction. */
export class Mailbox extends DurableObject {
  cache = durableObjectCache(this.ctx.storage);

  async getToken(user) {
    const minter = await createMinter({ ...options, cache: this.cache });
    return (await minter.getToken(user, "openid")).accessToken;
  }

  async invalidate(user) {
    const minter = await createMinter({ ...options, cache: this.cache });
    await minter.invalidate(user, "openid");
    return (await this.ctx.storage.list()).size;
  }

  /** What an entry that is spent leaves behind when it is asked for. */
  async askForSpent() {
    await this.cache.put("spent", "sealed", { ttl: -1 });
    return [await this.cache.get("spent"), (await this.ctx.storage.list()).size];
  }
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/token") {
      return Response.json(await globalMinter.getToken(searchParams.get("user"), "openid"));
    }
    if (pathname === "/token-when-due") {
      return Response.json(await nearlyAnHourLater(() => globalMinter.getToken(searchParams.get("user"), "openid")));
    }
    return Response.json(await runSuite(await request.json(), [testWorkers(globalMinter, globalWebCryptoMinter)]));
  },
};

/** Under a clock at which a token of an hour is due for refresh. */
async function nearlyAnHourLater(work) {
  const { now } = Date;
  Date.now = () => now() + 3_400_000;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}
