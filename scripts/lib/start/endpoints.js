// The two kinds of token endpoint that a start can use, each with all that differs between them.

/**
 * @typedef {object} Endpoint
 * @property {string} name What the JSON calls it.
 * @property {string} key The key file's text.
 * @property {string} [tokenUri] Where it is not Google's.
 * @property {{ users: string[], scopes: string[] }} allowed What the demo's caller may ask for.
 * @property {() => Promise<{ header: object, claims: object }>} assertion
 *   The decoded assertion, once a token was minted.
 * @property {Standin} [standin] What only the stand-in can do.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Standin
 * @property {string} url
 * @property {(token: string) => Promise<GmailAnswer>} profile Asks its Gmail-like API who a token is.
 * @property {() => Promise<string>} tokenWithoutUser A token that speaks for the service account itself.
 *
 * @typedef {{ status: number, body: any }} GmailAnswer
 */

// The stand-in and the package are imported when they are used: the set-up makes them usable.

/** @param {import("./options.js").Options} options @returns {Promise<Endpoint>} */
export async function startStandin({ scopes }) {
  const { createTokenClient, EXAMPLE_SCOPES, startGoogle } = await import("../../../standin/index.js");
  const google = await startGoogle();
  const profile = async (token) => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${google.apiUrl}/users/me/profile`, { headers });
    return { status: response.status, body: await response.json() };
  };
  return {
    name: "stand-in",
    key: JSON.stringify(google.key),
    tokenUri: google.tokenUri,
    // All that the stand-in grants, so that more can be tried than what was asked for.
    allowed: { users: ["*@example.com"], scopes: [...EXAMPLE_SCOPES, ...scopes] },
    assertion: async () => google.exchanges.findLast(({ status }) => status === 200),
    standin: {
      url: google.url,
      profile,
      tokenWithoutUser: () => createTokenClient(google).mint({ sub: undefined }),
    },
    close: google.close,
  };
}

/** @param {import("./options.js").Options} options @returns {Endpoint} */
export function endpointOfKey({ key, tokenUri, user, scopes }) {
  return {
    name: tokenUri ?? "https://oauth2.googleapis.com/token",
    key,
    tokenUri,
    allowed: { users: [user], scopes },
    assertion: async () => decode(await assertionFromPackage({ key, tokenUri, user, scopes })),
    close: async () => {},
  };
}

/**
 * An assertion that the npm package signs, with the same core as the Worker. Throws its
 * EdgemintError for a key, a user or scopes that nobody could mint with.
 */
export async function assertionFromPackage({ key, tokenUri, user, scopes }) {
  const { createMinter } = await import("edgemint");
  const minter = await createMinter({ credentials: key, tokenUri });
  return minter.createAssertion(user, scopes);
}

function decode(assertion) {
  const part = (text) => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  const [header, claims] = assertion.split(".");
  return { header: part(header), claims: part(claims) };
}
