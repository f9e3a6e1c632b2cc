import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Bytes, and bytes after the command `gzip -9`: Node's own differs between versions. */
export function sizeOf(content) {
  const packed = execFileSync("gzip", ["-9", "-c"], { input: content, maxBuffer: 1 << 26 });
  return { raw: Buffer.byteLength(content), gzip: packed.length };
}

export const sizeOfFile = (file) => sizeOf(readFileSync(file));
