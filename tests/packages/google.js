/** The stand-in for Google that a file's tests mint at. */
import assert from "node:assert/strict";
import { after } from "node:test";

import { startGoogle } from "../../standin/index.js";

export async function useGoogle() {
  const google = await startGoogle();
  after(google.close);
  const user = "ada@example.com";
  return {
    /** What the programs are given. */
    settings: { credentials: google.key, tokenUri: google.tokenUri, user },

    /** @param {{ accessToken: string, signer: string }} minted @param {string} [signer] */
    assertMinted(minted, signer = "relaxed-simd") {
      assert.equal(google.tokenInfo(minted.accessToken)?.user, user, JSON.stringify(Object.keys(minted)));
      assert.equal(minted.signer, signer);
    },
  };
}
