// What a caller writes who has jose and knows the grant. The key is imported once.
import { importPKCS8, SignJWT } from "jose";
import { scopes } from "./scopes.js";

export async function open({ client_email, private_key, private_key_id, token_uri }) {
  const key = await importPKCS8(private_key, "RS256");

  async function token(user) {
    const assertion = await new SignJWT({ scope: scopes.join(" ") })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: private_key_id })
      .setIssuer(client_email)
      .setSubject(user)
      .setAudience(token_uri)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key);
    const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    const response = await fetch(token_uri, {
      method: "POST",
      body: new URLSearchParams({ grant_type, assertion }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()).access_token;
  }

  return { token, another: token, idToken: "by hand" };
}
