import { createMinter } from "../../src/js/entries/entry.node.js";

export async function mint({ credentials, user, scopes }) {
  const minter = await createMinter({ credentials, tokenUri: credentials.token_uri });
  return (await minter.getToken(user, scopes)).accessToken;
}
