import { INSECURE_URL } from "../generated/messages.js";
import { errorOf } from "./errors.js";

/** A token in the clear is everybody's. */
export function checkSecure({ protocol, hostname }) {
  const local = ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
  if (protocol !== "https:" && !local) throw errorOf(INSECURE_URL);
}
