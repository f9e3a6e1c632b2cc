/** Keeps wrangler to itself: no reports, no look-ups, no questions. */
export const wranglerEnv = {
  CI: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  DO_NOT_TRACK: "1",
  // With its banner comes a question to npm for its latest version.
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
};
