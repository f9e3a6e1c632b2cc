import { inspect } from "edgemint/diagnose";
import { openMinter, readKey } from "../key.js";

/** The key file can be read, and holds a service account's key. */
export async function checkKey({ key, tokenUri, io }) {
  const credentials = await readKey(key, io);
  const { key: found = {}, checks } = await inspect(credentials, { tokenUri });
  const minter = await openMinter(credentials, tokenUri).catch((error) => {
    // The error is about the first of them.
    error.problems = checks.filter(({ ok }) => !ok);
    throw error;
  });
  const { clientEmail, clientId, bits } = found;
  return { says: `${clientEmail}, client ID ${clientId ?? "not in the file"}, ${bits} bits`, minter, clientId, clientEmail };
}
