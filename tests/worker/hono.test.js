/** The middleware for Hono in a Worker. */
import { after, before } from "node:test";

import { startGoogle } from "../../standin/index.js";
import { bundled } from "../google/bundled.js";
import { testHono } from "../google/hono-suite.js";
import { inWorkerd } from "../google/in-workerd.js";

let google;
let worker;

before(async () => {
  google = await startGoogle();
  const bindings = { KEY: JSON.stringify(google.key), TOKEN_URI: google.tokenUri, API_URL: google.apiUrl };
  worker = await inWorkerd(await bundled("tests/google/hono-worker.js"), bindings, google);
});
after(async () => {
  await worker?.close();
  await google?.close();
});

testHono(() => ({ google, get: worker.get }));
