/** The methods of the Gmail-like API, each with the scopes that open it. */
import { json } from "../http.js";
import { scopeUrl } from "../scopes.js";
import { badRequest, invalidArgument, metadataScope, notFound } from "./gmail-errors.js";

const FULL = "https://mail.google.com/";
const [MODIFY, COMPOSE, READONLY, METADATA, SEND, LABELS] = [
  ...["gmail.modify", "gmail.compose", "gmail.readonly", "gmail.metadata", "gmail.send", "gmail.labels"],
].map(scopeUrl);
const READ = [FULL, MODIFY, READONLY, METADATA];
const NO_RAW = "'raw' RFC822 payload message string or uploading message via /upload/* URL required";

/**
 * @param {ReturnType<typeof import("./gmail-mailbox.js").createMailboxes>} mailboxes
 * @returns {Method[]}
 * @typedef {object} Method
 * @property {string} verb
 * @property {RegExp} path
 * @property {string} name as Google's own
 * @property {string[]} scopes any of which opens it
 * @property {(call: Call) => import("../http.js").Answer} answer
 * @typedef {object} Call
 * @property {string} user
 * @property {string[]} scopes of the token
 * @property {string} [id]
 * @property {URLSearchParams} query
 * @property {string} body
 * @property {string} type the body's
 */
export function gmailMethods(mailboxes) {
  const user = "/gmail/v1/users/([^/]+)";
  const method = (verb, path, name, scopes, answer) => ({ verb, path: new RegExp(`^${path}$`), name, scopes, answer });
  return [
    method("GET", `${user}/profile`, "GetProfile", [...READ, COMPOSE], profile),
    method("GET", `${user}/labels`, "ListLabels", [...READ, LABELS], () => json(200, { labels: mailboxes.labels() })),
    method("GET", `${user}/messages`, "ListMessages", READ, list),
    method("GET", `${user}/messages/([^/]+)`, "GetMessage", READ, get),
    method("POST", `${user}/messages/send`, "SendMessage", [FULL, MODIFY, COMPOSE, SEND], send),
    method("POST", `/upload${user}/messages/send`, "SendMessage", [FULL, MODIFY, COMPOSE, SEND], upload),
  ];

  function profile({ user }) {
    const [messagesTotal, threadsTotal] = [mailboxes.of(user).length, mailboxes.threads(user)];
    return json(200, { emailAddress: user, messagesTotal, threadsTotal, historyId: "1001" });
  }

  function list({ user, scopes, query }) {
    if (query.has("q") && isMetadataOnly(scopes)) return metadataScope("Metadata scope does not support 'q' parameter");
    const wanted = query.getAll("labelIds");
    const found = mailboxes.of(user).filter(({ labelIds }) => wanted.every((label) => labelIds.includes(label)));
    const messages = found.slice(0, Number(query.get("maxResults") ?? 100));
    const ids = messages.map(({ id, threadId }) => ({ id, threadId }));
    return json(200, { ...(ids.length && { messages: ids }), resultSizeEstimate: found.length });
  }

  function get({ user, scopes, id, query }) {
    const format = query.get("format") ?? "full";
    if (!/^[0-9a-f]{1,16}$/.test(id)) return invalidArgument("Invalid id value");
    if (isMetadataOnly(scopes) && !["metadata", "minimal"].includes(format)) {
      return metadataScope(`Metadata scope doesn't allow format ${format.toUpperCase()}`);
    }
    const message = mailboxes.of(user).find((each) => each.id === id);
    return message ? json(200, resource(message, format)) : notFound();
  }

  function send({ user, body, type }) {
    const fields = type.startsWith("application/json") ? parse(body) : undefined;
    if (!fields) return badRequest("Invalid JSON payload received. Unexpected token.");
    return deliver(user, Buffer.from(String(fields.raw ?? ""), "base64url").toString());
  }

  function upload({ user, query, body, type }) {
    const uploadType = query.get("uploadType");
    if (uploadType === "media" && type.startsWith("message/rfc822")) return deliver(user, body);
    const boundary = /^multipart\/related; boundary=([\w-]+)$/.exec(type)?.[1];
    if (uploadType !== "multipart" || !boundary) return badRequest("Media type is not supported.");
    const [, , media, end] = body.split(`--${boundary}`);
    if (!end?.startsWith("--")) return badRequest("Missing end boundary in multipart body.");
    const part = /^\r\ncontent-type: message\/rfc822\r\n\r\n([^]*)\r\n$/i.exec(media);
    return part ? deliver(user, part[1]) : badRequest("Bad content");
  }

  function deliver(user, raw) {
    if (!raw) return invalidArgument(NO_RAW);
    if (!/^To: *\S+@\S+/im.test(raw)) return invalidArgument("Recipient address required");
    const { id, threadId, labelIds } = mailboxes.send(user, raw);
    return json(200, { id, threadId, labelIds });
  }
}

const isMetadataOnly = (scopes) => !scopes.some((scope) => [FULL, MODIFY, READONLY].includes(scope));

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function resource({ raw, ...message }, format) {
  const [head, ...rest] = raw.split(/\r?\n\r?\n/);
  const snippet = rest.join(" ").trim().slice(0, 200);
  const sizeEstimate = Buffer.byteLength(raw);
  if (format === "raw") return { ...message, snippet, sizeEstimate, raw: Buffer.from(raw).toString("base64url") };
  const headers = head.split(/\r?\n/).map((line) => /^([^:]+): *(.*)$/.exec(line)?.slice(1) ?? [line, ""]);
  const payload = { mimeType: "text/plain", headers: headers.map(([name, value]) => ({ name, value })) };
  return { ...message, snippet, sizeEstimate, ...(format !== "minimal" && { payload }) };
}
