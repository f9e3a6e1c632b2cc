/** What all the programs do: one token, from a package that is freshly installed. */
import { createMinter } from "edgemint";

export async function mint({ user, ...options }) {
  const minter = await createMinter(options);
  const { accessToken } = await minter.getToken(user, ["gmail.readonly"]);
  return { accessToken, signer: minter.signer };
}
