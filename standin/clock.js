/**
 * The server's own clock. A test sets `offsetSeconds` to make it wrong, or to let tokens age without waiting.
 */
export function createClock() {
  return {
    offsetSeconds: 0,
    now() {
      return Date.now() + this.offsetSeconds * 1000;
    },
    seconds() {
      return Math.floor(this.now() / 1000);
    },
  };
}
