import { createHash, randomBytes } from "node:crypto";

/**
 * A caller of the Worker with a fresh secret, and the policy that lets it in.
 *
 * @param {{ users: string[], scopes: string[] }} allowed
 */
export function createCaller({ users, scopes }) {
  const secret = randomBytes(24).toString("base64url");
  const hash = createHash("sha256").update(secret).digest("hex");
  return { secret, policy: { callers: [{ name: "start", secret_sha256: [hash], users, scopes }] } };
}
