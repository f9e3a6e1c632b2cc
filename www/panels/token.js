// The exchange: from this tab or through the Worker, and what is said when there is no token.
import { explain } from "edgemint/diagnose";
import { announce, byId, make } from "../lib/dom.js";
import { diagnosis } from "../lib/diagnosis.js";
import { showToken } from "./token-card.js";

export function offerExchange({ store, session, settings }) {
  const button = byId("exchange");
  const secret = byId("secret");
  const throughWorker = () => document.querySelector("[name=way]:checked").value === "worker";

  const update = () => {
    const { assertion, exchanging, user, scopes } = store.get();
    secret.closest("label").hidden = !throughWorker();
    // The Worker signs for itself: it needs no key from here.
    const ready = throughWorker() ? user && scopes.length > 0 && secret.value !== "" : assertion;
    button.disabled = exchanging || !ready;
    byId("exchange-note").textContent = note(store.get(), settings);
  };
  secret.addEventListener("input", update);
  for (const radio of document.querySelectorAll("[name=way]")) {
    radio.addEventListener("change", () => {
      if (throughWorker() && secret.value === "") secret.value = settings.secret ?? "";
      update();
    });
  }
  button.addEventListener("click", () => session.exchange(throughWorker() ? secret.value : undefined));
  store.on(["assertion", "exchanging", "key", "user", "scopes"], update);
  store.on(["token", "exchangeProblem"], async ({ token, exchangeProblem }) => {
    if (exchangeProblem) {
      const box = await problemBox(exchangeProblem, session.facts);
      if (store.get().exchangeProblem !== exchangeProblem) return;
      byId("token-problem").replaceChildren(box);
      announce(`No token. ${exchangeProblem.message} ${exchangeProblem.remedy}`);
    }
    const places = { "token-card": token, "token-problem": exchangeProblem, "token-empty": !token && !exchangeProblem };
    for (const [id, shown] of Object.entries(places)) byId(id).classList.toggle("off", !shown);
  });
  showToken(store, settings);
}

function note({ key, assertion }, { standin }) {
  if (!assertion) return "";
  if (key.atStandin) return `Asks the stand-in at ${standin}; its tokens open nothing at Google.`;
  if (key.madeUp) return "Google does not know this made-up key: expect its refusal, with what it means.";
  return "";
}

async function problemBox(problem, facts) {
  const { message, remedy, cause, status, code } = problem;
  const said = cause?.error && { error: cause.error, error_description: cause.errorDescription };
  const answer = problem.answer ?? (said && JSON.stringify(said));
  const explanation = answer && (await explain(answer, facts));
  const box = make("div", { class: "problem-box" });
  if (explanation) {
    const words = said ? [said.error, said.error_description] : [code, message];
    box.append(make("h3", {}, `No token: ${status ? `HTTP ${status}` : "refused"}`));
    box.append(make("p", { class: "raw" }, words.filter(Boolean).join(": ")), diagnosis(explanation));
  } else {
    box.append(make("h3", {}, message), make("p", { class: "raw" }, [code, status && `HTTP ${status}`].filter(Boolean).join(" · ")));
    box.append(make("p", { class: "remedy" }, make("b", {}, "Fix: "), remedy));
  }
  return box;
}
