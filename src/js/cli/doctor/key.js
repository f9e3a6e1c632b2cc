import { openMinter, readKey } from "../key.js";

/** The key file can be read, and holds a service account's key. */
export async function checkKey({ key, tokenUri, io }) {
  const credentials = await readKey(key, io);
  const minter = await openMinter(credentials, tokenUri);
  return { says: "a service account's key", minter, credentials };
}
