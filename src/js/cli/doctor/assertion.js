import { nameOf } from "../output.js";

/** User and scopes are well-formed, and the key signs. */
export async function checkAssertion({ minter, user, scopes }) {
  const assertion = await minter.createAssertion(user, scopes);
  const [header, claims] = assertion.split(".", 2).map(decode);
  const { sub, scope, aud } = claims;
  return {
    says: `signed for ${nameOf(sub)}${header.kid ? ` with key ${header.kid}` : ""}`,
    // In canonical form, and the endpoint that the minter sends it to.
    user: sub ?? null,
    scopes: scope.split(" "),
    endpoint: aud,
  };
}

const decode = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
