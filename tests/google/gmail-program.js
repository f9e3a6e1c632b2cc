/** A program in the manner of Google's samples for Gmail: of a service account that acts for a user. */
import { google } from "googleapis";
// The one line that says "google-auth-library" in a program for it.
import { JWT } from "edgemint/google";

const SCOPES = ["https://www.googleapis.com/auth/gmail.readonly", "https://www.googleapis.com/auth/gmail.send"];

async function listLabels(auth) {
  const gmail = google.gmail({ version: "v1", auth });
  const { data } = await gmail.users.labels.list({ userId: "me" });
  return data.labels.map(({ name }) => name);
}

async function newest(auth) {
  const gmail = google.gmail({ version: "v1", auth });
  const { data } = await gmail.users.messages.list({ userId: "me", maxResults: 1, labelIds: ["INBOX"] });
  const [{ id }] = data.messages;
  const message = await gmail.users.messages.get({ userId: "me", id });
  return message.data.payload.headers.find(({ name }) => name === "Subject").value;
}

async function send(auth, to) {
  const gmail = google.gmail({ version: "v1", auth });
  const subject = `=?utf-8?B?${Buffer.from("Grüße").toString("base64")}?=`;
  const head = [`To: ${to}`, `Subject: ${subject}`, "Content-Type: text/plain; charset=utf-8"];
  const raw = Buffer.from([...head, "", "Hallo."].join("\r\n")).toString("base64url");
  const { data } = await gmail.users.messages.send({ userId: "me", requestBody: { raw } });
  return data.labelIds;
}

/** @param {{ client_email: string, private_key: string }} keys the key file */
export async function main(keys, user) {
  const auth = new JWT({ email: keys.client_email, key: keys.private_key, scopes: SCOPES, subject: user });
  const labels = await listLabels(auth);
  return { user, labels, newest: await newest(auth), sent: await send(auth, "grace@example.com") };
}
