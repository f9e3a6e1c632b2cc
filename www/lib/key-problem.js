// What is said of a key that is not taken.
import { inspect } from "edgemint/diagnose";

/**
 * Of another file, or of a token, what it is; of a key, what is wrong with it.
 *
 * @param {string} text
 * @param {{ message: string, remedy?: string }} refusal of the minter
 */
export async function problemWith(text, refusal) {
  const { kind, what, checks } = await inspect(text);
  if (kind === "unknown") return refusal;
  if (kind !== "key_file") return { message: what, remedy: refusal.remedy };
  const otherFile = checks.find(({ id, ok }) => id === "type" && !ok);
  return otherFile ? { message: otherFile.what, remedy: otherFile.remedy } : refusal;
}
