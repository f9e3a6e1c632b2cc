/** A small part of the Gmail API: whether a token speaks for somebody with a mailbox, and what it may do there. */
import {
  delegationDenied,
  failedPrecondition,
  insufficientScope,
  invalidCredential,
  missingCredential,
} from "./gmail-errors.js";
import { html } from "../http.js";
import { readSelfSigned } from "../token/self-signed.js";
import { createMailboxes } from "./gmail-mailbox.js";
import { gmailMethods } from "./gmail-methods.js";

/**
 * @param {object} parts
 * @param {import("../directory.js").Directory} parts.directory
 * @param {ReturnType<typeof import("../clock.js").createClock>} parts.clock
 * @param {ReturnType<typeof import("../token/store.js").createTokenStore>} parts.tokens
 */
export function createGmailApi({ directory, clock, tokens }) {
  const methods = gmailMethods(createMailboxes());
  const infoOf = async (token) => tokens.info(token) ?? (await readSelfSigned(token, directory, clock));

  /** @returns {Promise<import("../http.js").Answer>} */
  return async function answer({ method: verb, path, query, headers, body }) {
    const method = methods.find((each) => each.verb === verb && each.path.test(path));
    // Google's gateway answers a wrong method like an unknown path.
    if (!method) return html(404, "Not Found");
    const [, userId, id] = method.path.exec(path);
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "");
    if (!bearer) return missingCredential(method.name);
    const token = await infoOf(bearer[1]);
    if (!token) return invalidCredential();
    const scopes = token.scope.split(" ");
    if (!scopes.some((scope) => method.scopes.includes(scope))) return insufficientScope(method.name);
    if (!token.user) return failedPrecondition("Precondition check failed.");
    if (!names(userId, token.user)) return delegationDenied(token.user);
    const user = directory.user(token.user);
    if (!user || user.mail === "none") return failedPrecondition("Precondition check failed.");
    if (user.mail === "off") return failedPrecondition("Mail service not enabled");
    return method.answer({ user: user.email, scopes, id, query, body, type: headers["content-type"] ?? "" });
  };
}

function names(encodedUserId, user) {
  try {
    const userId = decodeURIComponent(encodedUserId);
    return userId === "me" || userId.toLowerCase() === user.toLowerCase();
  } catch {
    return false;
  }
}
