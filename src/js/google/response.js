import { readBounded } from "../shared/body.js";

/** `data` of an answer, as gaxios reads it. */
export async function readData(response, responseType) {
  if (response.status === 204) return "";
  switch (responseType) {
    case "stream":
      return streamOf(response);
    case "arraybuffer":
      return response.arrayBuffer();
    case "blob":
      return response.blob();
    case "text":
      return response.text();
    case "json":
      return parsed(await response.text());
    default:
      return byContentType(response);
  }
}

/** An error is read whatever was asked for: it says what is wrong. Of a longer one than any API writes, the beginning. */
export async function readErrorData(response) {
  return parsed(new TextDecoder().decode(await readBounded(response, MOST_OF_ERROR)));
}

const MOST_OF_ERROR = 1024 * 1024;

function byContentType(response) {
  const type = response.headers.get("content-type")?.toLowerCase();
  if (type?.includes("application/json")) return response.text().then(parsed);
  return !type || type.startsWith("text/") ? response.text() : response.blob();
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Programs for Node pipe a download, so they get Node's stream where there is one, and elsewhere the web's. */
function streamOf({ body }) {
  const stream = globalThis.process?.getBuiltinModule?.("node:stream");
  return stream ? stream.Readable.from(body ?? [], { objectMode: false }) : body;
}
