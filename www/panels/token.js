// The exchange, and the token for as long as it lives.
import { explain } from "edgemint/diagnose";
import { announce, byId, copiesOnClick, make } from "../lib/dom.js";
import { diagnosis } from "../lib/diagnosis.js";
import { snippetsFor } from "../lib/snippets.js";
import { offerTabs } from "../lib/tabs.js";

const DOTS = "•".repeat(12);

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
    if (exchangeProblem) await showProblem(exchangeProblem, session.facts());
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

async function showProblem(problem, facts) {
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
  byId("token-problem").replaceChildren(box);
  announce(`No token. ${message} ${remedy}`);
}

function showToken(store, { standin }) {
  const show = byId("token-show");
  const code = byId("token");
  const snippet = byId("snippet");
  const tabs = offerTabs(byId("tabs"), snippet, ["curl", "fetch", "googleapis", "edgemint"], () => render());
  let shown = false;

  const hidden = (text) => {
    const { token } = store.get();
    return token && !shown ? text.replaceAll(token.accessToken, cut(token.accessToken)) : text;
  };
  const currentSnippet = () => {
    const { token } = store.get();
    return token ? snippetsFor(token, token.atStandin ? standin : undefined)[tabs.current()] : "";
  };
  function render() {
    code.textContent = hidden(store.get().token?.accessToken ?? "");
    snippet.textContent = hidden(currentSnippet());
    show.setAttribute("aria-pressed", String(shown));
  }
  show.addEventListener("click", () => {
    shown = !shown;
    render();
  });
  copiesOnClick(byId("copy-token"), () => store.get().token?.accessToken ?? "");
  copiesOnClick(byId("copy-snippet"), currentSnippet);

  let ticking;
  store.on(["token"], ({ token }) => {
    clearInterval(ticking);
    shown = false;
    render();
    if (!token) return;
    announce(`A token for ${token.user}.`);
    ticking = startCountdown(token);
  });
}

const cut = (token) => `${token.slice(0, 8)}${DOTS}`;

/** Ticks by the clock, not by counting: a tab in the background ticks seldom. */
function startCountdown({ expiresAt, user }) {
  const whole = expiresAt - Date.now();
  const tick = () => {
    const left = Math.max(0, expiresAt - Date.now());
    const seconds = Math.ceil(left / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    byId("life").textContent = left > 0 ? `Speaks for ${user} for ${clock}` : `Expired. It spoke for ${user}.`;
    byId("life-bar").value = left / whole;
  };
  tick();
  return setInterval(tick, 1000);
}
