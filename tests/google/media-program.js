/** A program that sends mail from streams and reads it into one, as it would in Node. */
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";

import { google } from "googleapis";
import { JWT } from "edgemint/google";

const SCOPES = ["https://www.googleapis.com/auth/gmail.modify"];

const mail = () => Readable.from(["To: grace@example.com\r\nSubject: Streamed\r\n\r\n", "In two pieces.\r\n"]);

/** @param {{ client_email: string, private_key: string }} keys the key file */
export async function media(keys, user) {
  const auth = new JWT({ email: keys.client_email, key: keys.private_key, scopes: SCOPES, subject: user });
  const { messages } = google.gmail({ version: "v1", auth }).users;
  const send = async (more) => {
    const media = { mimeType: "message/rfc822", body: mail() };
    const { data } = await messages.send({ userId: "me", media, ...more });
    return data.id;
  };
  const ids = [await send({}), await send({ requestBody: { labelIds: [] } })];
  const read = async (id) => {
    const { data } = await messages.get({ userId: "me", id, format: "raw" }, { responseType: "stream" });
    const { raw } = JSON.parse(await text(data.pipe(new PassThrough())));
    return Buffer.from(raw, "base64url").toString();
  };
  return { user, mails: await Promise.all(ids.map(read)) };
}
