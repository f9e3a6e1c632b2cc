// Keeps the page's own files for when there is no network. It answers GET requests for these files and touches no
// other: no exchange, no token, no API passes through here.

// The build writes these two.
const FILES = [];
const VERSION = "";

const CACHE = `edgemint-${VERSION}`;

const addresses = new Set(FILES.map((file) => new URL(file, registration.scope).href));

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(addresses)));
});

addEventListener("activate", (event) => event.waitUntil(dropOthers()));

/** The files of an earlier version. */
async function dropOthers() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  // Both are the page.
  const address = url.split("#", 1)[0].replace(/\/index\.html$/, "/");
  if (method === "GET" && addresses.has(address)) event.respondWith(newest(event.request, address));
});

/** From the network while there is one, so that what is mended arrives at once. */
async function newest(request, address) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(address, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(address);
    if (kept) return kept;
    throw error;
  }
}
