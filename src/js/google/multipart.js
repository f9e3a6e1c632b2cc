/**
 * gaxios's own way to send several parts.
 *
 * @param {{ headers?: HeadersInit, content: string | AsyncIterable<Uint8Array> }[]} parts
 * @param {Headers} headers of the request
 */
export function related(parts, headers) {
  const boundary = crypto.randomUUID();
  headers.set("content-type", `multipart/related; boundary=${boundary}`);
  return write(parts, boundary);
}

async function* write(parts, boundary) {
  for (const { headers, content } of parts) {
    const type = new Headers(headers).get("content-type") ?? "application/octet-stream";
    yield `--${boundary}\r\ncontent-type: ${type}\r\n\r\n`;
    if (typeof content === "string") yield content;
    else yield* content;
    yield "\r\n";
  }
  yield `--${boundary}--`;
}

/**
 * A multipart body to its end. googleapis writes the last boundary in the `flush` of a PassThrough, which workerd's
 * never calls; Google would refuse the upload.
 *
 * @param {AsyncIterable<string | Uint8Array>} chunks
 * @param {Headers} headers
 * @returns {AsyncIterable<string | Uint8Array>}
 */
export function closed(chunks, headers) {
  const [, boundary] = /^multipart\/related;.*\bboundary="?([^";]+)/i.exec(headers.get("content-type")) ?? [];
  return boundary ? closedBy(chunks, `--${boundary}--`) : chunks;
}

async function* closedBy(chunks, end) {
  let tail = "";
  for await (const chunk of chunks) {
    // With room for a line break behind it.
    const length = end.length + 2;
    const last = chunk.slice(-length);
    tail = (tail + (typeof last === "string" ? last : String.fromCharCode(...last))).slice(-length);
    yield chunk;
  }
  if (!tail.includes(end)) yield `\r\n${end}`;
}
