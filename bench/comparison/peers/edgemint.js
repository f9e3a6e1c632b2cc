import { scopes } from "./scopes.js";

/** @param {typeof import("edgemint").createMinter} createMinter of the entry for a runtime */
export const openWith = (createMinter) =>
  async function open(credentials) {
    const minter = await createMinter({ credentials, tokenUri: credentials.token_uri });
    const token = async (user) => (await minter.getToken(user, scopes)).accessToken;
    return { token, another: token, idToken: minter.getIdToken && "`getIdToken`" };
  };
