import { JWT } from "google-auth-library";

export async function mint({ credentials, user, scopes }) {
  const { client_email: email, private_key: key, private_key_id: keyId } = credentials;
  const client = new JWT({ email, key, keyId, scopes, subject: user });
  return (await client.authorize()).access_token;
}
