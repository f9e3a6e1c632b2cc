// The key: dropped, chosen, pasted or made up; then what is not secret of it.
import { byId, copiesOnClick, showOnly, takesLongTexts } from "../lib/dom.js";
import { sayProblem } from "../lib/says.js";

/** Key files have about 2,400 bytes. */
const LONGEST = 64 * 1024;
const SIGNERS = {
  "relaxed-simd": "edgemint in WebAssembly, with relaxed SIMD",
  "rsa-crate": "edgemint in WebAssembly, portable build",
  webcrypto: "this browser’s WebCrypto",
};

export function offerKey({ store, session, settings }) {
  const text = byId("key-text");
  const entry = byId("key-entry");

  const read = async (content) => {
    if (content.trim() === "") return store.set({ keyProblem: null });
    if (content.length > LONGEST) return store.set({ keyProblem: tooLong("This text") });
    // Where the focus is about to vanish, it goes to what appears in its place.
    const within = entry.contains(document.activeElement);
    await session.load(content);
    if (within) focusFacts(store);
  };

  byId("key-file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    target.value = "";
    if (file) await readFile(file, read, store);
  });
  takesLongTexts(text, read);
  let timer;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => read(text.value), 250);
  });
  byId("key-demo").addEventListener("click", async ({ currentTarget }) => {
    currentTarget.disabled = true;
    await session.loadDemo();
    currentTarget.disabled = false;
    focusFacts(store);
  });
  byId("key-other").addEventListener("click", () => {
    session.forgetKey();
    byId("key-file").focus();
  });
  acceptDrops(entry, (file) => readFile(file, read, store));
  copiesOnClick(byId("copy-client"), () => store.get().key?.clientId ?? "");

  store.on(["key"], ({ key }) => {
    fill(key ?? {}, settings);
    if (!key) return showOnly(entry, byId("key-facts"));
    text.value = "";
    showOnly(byId("key-facts"), entry);
  });
  store.on(["user", "scopes"], ({ user, scopes }) => {
    const [id, name] = next(user, scopes);
    const link = byId("key-next");
    link.href = `#${id}`;
    link.textContent = `Next: ${name}`;
  });
  store.on(["keyProblem"], ({ keyProblem }) => sayProblem(byId("key-says"), keyProblem));
}

/** Where to go on from the key: what is still missing, or the token. */
function next(user, scopes) {
  if (!user) return ["user", "the user"];
  return scopes.length ? ["exchange", "the token"] : ["scope-search", "the scopes"];
}

function focusFacts(store) {
  if (!store.get().key) return;
  const facts = byId("key-facts");
  facts.tabIndex = -1;
  facts.focus({ preventScroll: true });
}

async function readFile(file, read, store) {
  if (file.size <= LONGEST) return read(await file.text());
  store.set({ keyProblem: tooLong(file.name) });
}

const tooLong = (what) => ({
  message: `${what} is too large for a key file.`,
  remedy: "Take the JSON file that Google Cloud downloaded for the service account.",
});

function fill(key, { standin }) {
  const facts = {
    "fact-email": key.clientEmail,
    "fact-client": key.clientId,
    "fact-project": key.projectId,
    "fact-key": `${key.bits ? `${key.bits} bits` : "RSA"}, ID ${key.keyId?.slice(0, 12) ?? "unknown"}${key.keyId ? "…" : ""}`,
    "fact-signer": SIGNERS[key.signer],
  };
  for (const [id, fact] of Object.entries(facts)) byId(id).textContent = fact ?? "not in the file";
  byId("copy-client").disabled = !key.clientId;
  byId("key-note").textContent = note(key, standin);
}

function note({ madeUp, atStandin }, standin) {
  if (atStandin) return `Known to the stand-in for Google at ${standin}. This is not Google; the domain is example.com.`;
  if (madeUp) return "Made up in this tab a moment ago: Google does not know it, and will say so when you ask for a token.";
  return "Held by the WebAssembly of this tab, and nowhere else.";
}

/** A file may be dropped anywhere on the page. */
function acceptDrops(entry, take) {
  const over = (is) => entry.classList.toggle("over", is);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", ({ relatedTarget }) => relatedTarget ?? over(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
}
