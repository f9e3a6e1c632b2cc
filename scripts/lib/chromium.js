import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macOs = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The path of a Chromium: CHROME_PATH, or by name in the PATH. Undefined when there is none. */
export async function findChromium() {
  const folders = process.env.PATH.split(delimiter);
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [...inPath, macOs];
  return candidates.find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
