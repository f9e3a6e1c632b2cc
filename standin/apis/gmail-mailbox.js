/** The mailboxes: three messages in each, and whatever its user sends. */
const LABELS = ["INBOX", "SENT", "DRAFT", "SPAM", "TRASH", "UNREAD", "STARRED", "IMPORTANT", "CHAT"];

/**
 * @typedef {object} Message
 * @property {string} id
 * @property {string} threadId
 * @property {string[]} labelIds
 * @property {string} raw as it was sent (RFC 5322)
 */

export function createMailboxes() {
  /** @type {Map<string, Message[]>} newest first */
  const messages = new Map();
  let sequence = 0;
  const nextId = () => (0x18c0_0000_0000_0000n + BigInt(++sequence)).toString(16);

  /** @returns {Message[]} */
  function of(user) {
    if (!messages.has(user)) messages.set(user, seed(user, nextId));
    return messages.get(user);
  }

  return {
    of,
    labels: () => LABELS.map((id) => ({ id, name: id, type: "system" })),
    threads: (user) => new Set(of(user).map(({ threadId }) => threadId)).size,

    /** @returns {Message} */
    send(user, raw) {
      const id = nextId();
      const message = { id, threadId: id, labelIds: ["SENT"], raw };
      of(user).unshift(message);
      return message;
    },
  };
}

function seed(user, nextId) {
  const [lunch, notes, answer] = [nextId(), nextId(), nextId()];
  const message = (subject, id, threadId) => {
    const raw = `From: grace@example.org\r\nTo: ${user}\r\nSubject: ${subject}\r\n\r\nHello ${user}.\r\n`;
    return { id, threadId, labelIds: ["INBOX"], raw };
  };
  return [message("Re: Lunch", answer, lunch), message("Notes", notes, notes), message("Lunch", lunch, lunch)];
}
