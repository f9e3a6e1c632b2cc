import { GoogleApiError } from "./api-error.js";

const GOOGLES_TOKEN_URI = "https://oauth2.googleapis.com/token";

/**
 * Why there is no token, in the shape that Google's client gives it, so that code which branches on `code` or on
 * `response.data.error` goes on working. What edgemint says of it is the cause. Theirs has the request in `config`;
 * here the assertion is in nothing.
 *
 * @param {unknown} thrown by a minter
 * @param {string | URL} [tokenUri]
 */
export function tokenError(thrown, tokenUri = GOOGLES_TOKEN_URI) {
  // By its name: a bundle may hold the class twice.
  if (thrown?.name !== "EdgemintError") return thrown;
  const { code: edgemintCode, status, message } = thrown;
  const config = requestOf(edgemintCode, status, tokenUri);
  const facts = { config, cause: thrown, edgemintCode };
  if (!isRefusal(status)) return new GoogleApiError(message, { ...facts, code: thrown.cause?.code ?? edgemintCode });
  const response = answerOf(thrown, config);
  return new GoogleApiError(saidBy(response.data) ?? message, { ...facts, response, code: status, status });
}

/** Such as a Response can have. */
const isRefusal = (status) => status >= 400 && status <= 599;

/** Where nothing was sent there is no request either. */
function requestOf(code, status, tokenUri) {
  if (status === undefined && code !== "token_endpoint_unreachable") return {};
  return { method: "POST", url: new URL(tokenUri), responseType: "json" };
}

function answerOf({ status, retryAfter, cause }, config) {
  const data = {};
  if (cause?.error) data.error = cause.error;
  if (cause?.errorDescription) data.error_description = cause.errorDescription;
  const headers = new Headers({ "content-type": "application/json" });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return Object.assign(new Response(JSON.stringify(data), { status, headers }), { config, data });
}

function saidBy({ error, error_description: description }) {
  return error && description ? `${error}: ${description}` : error;
}
