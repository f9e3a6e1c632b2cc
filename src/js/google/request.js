import { discard } from "../shared/body.js";
import { GoogleApiError, refused, unanswered } from "./api-error.js";
import { prepare } from "./prepare.js";
import { readData, readErrorData } from "./response.js";
import { mayRetry, retryConfigOf } from "./retry.js";

/**
 * @typedef {object} Authority where the credentials of requests come from
 * @property {(url: URL, signal?: AbortSignal) => Promise<Headers>} headersFor
 * @property {(status: number) => boolean} renewsAfter whether an answer of this status may be the token's fault
 * @property {(refused: Headers) => Promise<void>} drop
 */

/**
 * One request with gaxios's options, answered as gaxios answers.
 *
 * @param {Authority} authority
 * @param {object} options
 */
export async function request(authority, options) {
  const config = { ...prepare(options), retryConfig: retryConfigOf(options) };
  for (;;) {
    try {
      return await answered(config, await authorized(authority, config));
    } catch (error) {
      if (!(error instanceof GoogleApiError) || !(await mayRetry(error))) throw error;
    }
  }
}

/** A token that is refused is dropped; what can be sent again is sent once more with the next one. */
async function authorized(authority, config) {
  const credentials = await credentialsFor(authority, config);
  const response = await send(config, credentials);
  if (!authority.renewsAfter(response.status)) return response;
  await authority.drop(credentials);
  if (config.duplex) return response;
  discard(response);
  return send(config, await credentialsFor(authority, config));
}

async function credentialsFor(authority, config) {
  const { url, signal } = config;
  try {
    return await authority.headersFor(url, signal);
  } catch (error) {
    throw signal?.aborted ? unanswered(config, error) : error;
  }
}

async function send(config, credentials) {
  const { url, fetchImplementation: fetch = globalThis.fetch } = config;
  const headers = new Headers(config.headers);
  for (const [name, value] of credentials) headers.set(name, value);
  try {
    return await fetch(url, { __proto__: null, ...config, headers, signal: signalOf(config) });
  } catch (cause) {
    throw unanswered(config, cause);
  }
}

/** The timeout is each attempt's. */
function signalOf({ signal, timeout }) {
  if (!timeout) return signal;
  const timed = AbortSignal.timeout(timeout);
  return signal ? AbortSignal.any([signal, timed]) : timed;
}

async function answered(config, response) {
  const wanted = config.validateStatus(response.status);
  const reading = wanted ? readData(response, config.responseType) : readErrorData(response);
  const data = await reading.catch((cause) => {
    throw unanswered(config, cause);
  });
  Object.assign(response, { config, data });
  if (!wanted) throw refused(config, response);
  return response;
}
