// The Worker that signs: the last assertion is its answer, nothing when none is asked for.

/** By contender and key. */
const signers = new Map();

export const serve = (contenders) => ({
  async fetch(request) {
    try {
      return new Response(await answer(contenders, await request.json()));
    } catch (error) {
      return new Response(error.stack ?? `${error}`, { status: 500 });
    }
  },
});

async function answer(contenders, { contender, key, signer, signingInput, signatures }) {
  let assertion;
  for (let made = 0; made < signatures; made++) {
    if (!signers.has(signer)) signers.set(signer, await load(contenders[contender], key));
    assertion = await signers.get(signer)(signingInput);
  }
  return assertion;
}

async function load(contender, key) {
  const [{ load }, wasm] = await contender();
  return load(key, wasm?.default);
}
