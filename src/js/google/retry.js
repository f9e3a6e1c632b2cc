// When gaxios tries again, with its options and their defaults.
import { own } from "../shared/plain.js";

const DEFAULTS = {
  retry: 3,
  currentRetryAttempt: 0,
  httpMethodsToRetry: ["GET", "HEAD", "PUT", "OPTIONS", "DELETE"],
  noResponseRetries: 2,
  retryDelay: 100,
  retryDelayMultiplier: 2,
  totalTimeout: Number.MAX_SAFE_INTEGER,
  maxRetryDelay: Number.MAX_SAFE_INTEGER,
  statusCodesToRetry: [
    [100, 199],
    [408, 408],
    [429, 429],
    [500, 599],
  ],
};

/** @returns {typeof DEFAULTS | undefined} none where nothing is to be tried again */
export function retryConfigOf(options) {
  const { retry, retryConfig } = own(options, ["retry", "retryConfig"]);
  if (!retry && !retryConfig) return undefined;
  return { __proto__: null, ...DEFAULTS, timeOfFirstRequest: Date.now(), ...retryConfig };
}

/**
 * @param {import("./api-error.js").GoogleApiError} error
 * @returns {Promise<boolean>} after the wait, whether to send again
 */
export async function mayRetry(error) {
  const { retryConfig: config, duplex, signal } = error.config;
  if (!config || duplex || !(await (config.shouldRetry ?? isPassing)(error))) return false;
  const delay = nextDelay(config);
  config.currentRetryAttempt += 1;
  const wait = config.retryBackoff ? config.retryBackoff(error, delay) : sleep(delay, signal);
  await config.onRetryAttempt?.(error);
  await wait;
  return true;
}

function isPassing({ code, response, config: { method, signal, retryConfig } }) {
  const { currentRetryAttempt: attempt, retry, noResponseRetries } = retryConfig;
  if (signal?.aborted || code === "AbortError") return false;
  if (attempt >= retry || (!response && attempt >= noResponseRetries)) return false;
  if (!retryConfig.httpMethodsToRetry.includes(method)) return false;
  const { status } = response ?? {};
  return !response || retryConfig.statusCodesToRetry.some(([min, max]) => min <= status && status <= max);
}

function nextDelay(config) {
  const { currentRetryAttempt: attempt, retryDelay, retryDelayMultiplier: base } = config;
  const delay = (attempt ? 0 : retryDelay) + ((base ** attempt - 1) / 2) * 1000;
  const left = config.totalTimeout - (Date.now() - config.timeOfFirstRequest);
  return Math.min(delay, left, config.maxRetryDelay);
}

/** Shorter where the caller gives up: the next attempt finds that by itself. */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
}
