/**
 * Aborted by Ctrl-C, by SIGTERM and when the terminal closes. Further ones change nothing: what was
 * started is being stopped then, and is not left behind.
 */
export function stopSignal() {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => stop.abort());
  return stop.signal;
}
