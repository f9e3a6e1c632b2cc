// What a caller writes who has jose and knows the grant.
import { importPKCS8, SignJWT } from "jose";

export async function mint({ credentials, user, scopes }) {
  const key = await importPKCS8(credentials.private_key, "RS256");
  const assertion = await new SignJWT({ scope: scopes.join(" ") })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: credentials.private_key_id })
    .setIssuer(credentials.client_email)
    .setSubject(user)
    .setAudience(credentials.token_uri)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(key);
  const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const response = await fetch(credentials.token_uri, {
    method: "POST",
    body: new URLSearchParams({ grant_type: grant, assertion }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).access_token;
}
