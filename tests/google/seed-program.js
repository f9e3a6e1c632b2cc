/** The program that this project began with: a service account asks for a token, and then reads Gmail. */
import { google } from "googleapis";
// The one line that says "google-auth-library" in it as it was.
import { JWT } from "edgemint/google";

const SCOPES = ["https://www.googleapis.com/auth/gmail.readonly"];

/** @param {{ client_email: string, private_key: string }} keys the key file */
export async function seed(keys, more = {}) {
  const client = new JWT({ email: keys.client_email, key: keys.private_key, scopes: SCOPES, ...more });
  const credentials = await client.authorize();
  const gmail = google.gmail({ version: "v1", auth: client });
  try {
    const { data } = await gmail.users.messages.list({ userId: "me" });
    return { token: credentials.access_token, messages: data.messages.length };
  } catch (error) {
    return { token: credentials.access_token, code: error.code, message: error.message };
  }
}

/** Without a subject, and with one; and what was warned of meanwhile. */
export async function bothSeeds(keys, subject) {
  const { warn } = console;
  const warnings = [];
  console.warn = (message) => warnings.push(message);
  try {
    return { itself: await seed(keys), forUser: await seed(keys, { subject }), warnings };
  } finally {
    console.warn = warn;
  }
}
