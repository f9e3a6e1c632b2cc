/** In a page that came over plain http, `crypto` is without `subtle`. */
export async function withoutWebCrypto(work) {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    return await work();
  } finally {
    delete globalThis.crypto;
    if (descriptor) Object.defineProperty(globalThis, "crypto", descriptor);
  }
}
