// Which credential a request gets: the rules of Google's JWT client, from its fields as they are at that moment.
import { own } from "../shared/plain.js";

export const GOOGLES_UNIVERSE = "googleapis.com";

const FIELDS = [
  ...["subject", "scopes", "defaultScopes", "useJWTAccessWithScope", "defaultServicePath", "additionalClaims"],
  ...["universeDomain", "eagerRefreshThresholdMillis", "forceRefreshOnFailure"],
];

/** What a client asks for now; whoever sets another subject meanwhile means the next request. */
export const askedBy = (client) => own(client, FIELDS);

/** An empty text is one as well, which the minter refuses. */
export const isSubject = (subject) => subject !== undefined && subject !== null;

const some = (scopes) => Boolean(scopes?.length);

/** The defaults count where there are no others. */
export const scopesOf = ({ scopes, defaultScopes }) => (some(scopes) ? scopes : (defaultScopes ?? scopes));

/**
 * @param {ReturnType<typeof askedBy>} asked
 * @param {string} [url] what it is for, where that is said
 * @returns {{ exchange: true } | { audience: string } | { selfSigned: { scopes: any } | { audience?: string } } | undefined}
 *   an access token; an ID token; a token that the service account signs for itself; or none
 */
export function credentialFor(asked, url) {
  const { scopes, defaultScopes, useJWTAccessWithScope: bySignature, defaultServicePath, universeDomain } = asked;
  const foreign = universeDomain !== GOOGLES_UNIVERSE;
  if (foreign && asked.subject) throw new RangeError(noDelegationIn(universeDomain));
  const place = defaultServicePath ? `https://${defaultServicePath}/` : url;
  const any = some(scopes) || some(defaultScopes);
  const itself = foreign || (!some(scopes) && place) || (bySignature && any);
  if (!itself) return any ? { exchange: true } : undefined;
  const audience = asked.additionalClaims?.target_audience;
  if (audience) return { audience };
  const signed = place && !some(scopes) ? undefined : scopesOf(asked);
  const withScopes = (bySignature || foreign) && some(signed);
  return { selfSigned: withScopes ? { scopes: signed } : { audience: place } };
}

const noDelegationIn = (universe) =>
  `Tokens for users are only given out at ${GOOGLES_UNIVERSE}, not at ${universe}: leave subject or universeDomain out. ` +
  "Domain-wide delegation is not supported in universes other than googleapis.com.";
