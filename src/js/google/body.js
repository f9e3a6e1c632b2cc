// The bodies that googleapis sends, as fetch takes them.
import { closed, related } from "./multipart.js";
import { defined } from "./query.js";

const isStream = (data) => data instanceof ReadableStream;
/** Node's streams, and whatever else yields chunks. */
const isIterated = (data) => typeof data === "object" && Symbol.asyncIterator in data && !isStream(data);
const isFetchable = (data) =>
  typeof data !== "object" ||
  data instanceof String ||
  data instanceof ArrayBuffer ||
  ArrayBuffer.isView(data) ||
  data instanceof Blob ||
  data instanceof FormData ||
  data instanceof URLSearchParams;

/**
 * @param {object} options as gaxios takes them
 * @param {Headers} headers gets the body's type where it has none
 * @returns {{ body?: BodyInit, duplex?: "half" }} `duplex` with a body that can be sent only once
 */
export function bodyOf({ data, body, multipart, paramsSerializer }, headers) {
  if (multipart?.length) return { body: streamed(related(multipart, headers)), duplex: "half" };
  const content = data ?? body;
  if (content === undefined || content === null || content === "") return {};
  if (isStream(content)) return { body: content, duplex: "half" };
  if (isIterated(content)) return { body: streamed(closed(content, headers)), duplex: "half" };
  if (isFetchable(content)) return { body: content };
  if (headers.get("content-type") === "application/x-www-form-urlencoded") {
    const kept = defined(content);
    return { body: paramsSerializer ? paramsSerializer(kept) : new URLSearchParams(kept) };
  }
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return { body: JSON.stringify(content) };
}

/** As `ReadableStream.from`, which not every runtime has. */
function streamed(chunks) {
  const encoder = new TextEncoder();
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel(reason) {
      await iterator.return?.(reason);
    },
  });
}
