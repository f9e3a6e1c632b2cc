/** `projects.get` of a Cloud-DNS-like API: one that a service account calls for itself. */
import { html, json } from "../http.js";
import { readSelfSigned } from "../token/self-signed.js";

const PROJECT = /^\/dns\/v1\/projects\/([^/]+)$/;
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

/**
 * @param {object} parts
 * @param {import("../directory.js").Directory} parts.directory
 * @param {ReturnType<typeof import("../clock.js").createClock>} parts.clock
 * @param {ReturnType<typeof import("../token/store.js").createTokenStore>} parts.tokens
 */
export function createDnsApi({ directory, clock, tokens }) {
  /** @returns {Promise<import("../http.js").Answer>} */
  return async function answer({ method, path, headers }) {
    const [, id] = PROJECT.exec(path) ?? [];
    if (!id || method !== "GET") return html(404, "Not Found");
    const bearer = (headers.authorization ?? "").replace(/^Bearer +/i, "");
    const token = tokens.info(bearer) ?? (await readSelfSigned(bearer, directory, clock));
    if (!token) return refusal(401, "UNAUTHENTICATED");
    if (!token.scope.split(" ").includes(SCOPE)) return refusal(403, "PERMISSION_DENIED");
    return json(200, { kind: "dns#project", id });
  };
}

const refusal = (code, status) => json(code, { error: { code, message: "No.", errors: [], status } });
