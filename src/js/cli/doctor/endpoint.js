import { Failure } from "../failure.js";

const TIMEOUT_MS = 10_000;

/** The token endpoint answers; what it says to a GET does not matter. */
export async function checkEndpoint({ endpoint }) {
  const before = Date.now();
  const response = await fetch(endpoint, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (error) => {
      throw unreachable(endpoint, error);
    },
  );
  await response.body?.cancel();
  const date = Date.parse(response.headers.get("date"));
  return { says: `${endpoint} answers`, answered: { before, after: Date.now(), date } };
}

const NAME = "Check this machine's DNS and that it is on the internet.";
const WAY =
  "Let this machine reach the endpoint through the firewall. Where there is a proxy: Node 24 uses HTTPS_PROXY " +
  "if NODE_USE_ENV_PROXY=1 is set.";
const CERTIFICATE =
  "If a proxy here opens TLS connections, name its certificate in NODE_EXTRA_CA_CERTS; else nobody should be sent " +
  "an assertion here.";

/** By the error codes of Node. */
const REASONS = {
  ENOTFOUND: ["its name is not known here", NAME],
  EAI_AGAIN: ["its name is not known here", NAME],
  ECONNREFUSED: ["the connection was refused", WAY],
  ECONNRESET: ["the connection was cut", WAY],
  ETIMEDOUT: ["there was no answer in time", WAY],
  UND_ERR_CONNECT_TIMEOUT: ["there was no answer in time", WAY],
  CERT_HAS_EXPIRED: ["its certificate has expired, or the clock here is wrong", `Set the clock. ${CERTIFICATE}`],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet, or the clock here is wrong", `Set the clock. ${CERTIFICATE}`],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["its certificate is signed by nobody known", CERTIFICATE],
  SELF_SIGNED_CERT_IN_CHAIN: ["its certificate is signed by nobody known", CERTIFICATE],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["its certificate is signed by nobody known", CERTIFICATE],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["its certificate is signed by nobody known", CERTIFICATE],
};

function unreachable(endpoint, error) {
  const code = error.name === "TimeoutError" ? "ETIMEDOUT" : error.cause?.code;
  const [reason, remedy] = REASONS[code] ?? [`the connection failed${code ? ` (${code})` : ""}`, WAY];
  return new Failure(`${endpoint} cannot be reached: ${reason}.`, {
    code: "token_endpoint_unreachable",
    remedy,
    retryable: true,
  });
}
