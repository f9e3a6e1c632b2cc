// One client a user, as its documentation has it.
import { JWT } from "google-auth-library";
import { scopes } from "./scopes.js";

export async function open(credentials) {
  const clients = new Map();
  const clientFor = (user) => {
    if (!clients.has(user)) clients.set(user, localClient(credentials, user));
    return clients.get(user);
  };
  return {
    idToken: JWT.prototype.fetchIdToken && "`fetchIdToken`",
    token: async (user) => (await clientFor(user).getAccessToken()).token,
    /** By a client that was made for somebody else. */
    async another(user) {
      const [client] = clients.values();
      client.subject = user;
      return (await client.getAccessToken()).token;
    },
  };
}

/** Its token endpoint is fixed to Google's: an interceptor of its own HTTP client leads to ours. */
function localClient({ client_email: email, private_key: key, private_key_id: keyId, token_uri }, subject) {
  const client = new JWT({ email, key, keyId, scopes, subject, additionalClaims: { aud: token_uri } });
  const toOurs = async (request) => Object.assign(request, { url: new URL(token_uri) });
  client.transporter.interceptors.request.add({ resolved: toOurs });
  return client;
}
