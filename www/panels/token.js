// The exchange, and the token for as long as it lives.
import { explain } from "edgemint/diagnose";
import { announce, byId, copiesOnClick, make, showOnly } from "../lib/dom.js";
import { diagnosis } from "../lib/diagnosis.js";
import { snippetsFor } from "../lib/snippets.js";
import { offerTabs } from "../lib/tabs.js";

const DOTS = "•".repeat(12);

export function offerExchange({ store, session, settings }) {
  const button = byId("exchange");
  const secret = byId("secret");
  const throughWorker = () => document.querySelector("[name=way]:checked").value === "worker";

  const update = () => {
    const { assertion, exchanging } = store.get();
    secret.disabled = !throughWorker();
    button.disabled = exchanging || !assertion || (throughWorker() && secret.value === "");
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
  store.on(["assertion", "exchanging", "key"], update);
  store.on(["exchangeProblem"], ({ exchangeProblem }) => showProblem(exchangeProblem, session.facts()));
  showToken(store, settings);
}

function note({ key, assertion }, { standin }) {
  if (!assertion) return "";
  if (key.atStandin) return `The token endpoint is the stand-in at ${standin}/token. Its tokens open nothing at Google.`;
  if (key.madeUp) return "Google does not know this made-up key: expect its refusal, with what it means.";
  return "";
}

async function showProblem(problem, facts) {
  const place = byId("token-result");
  place.replaceChildren();
  if (!problem) return;
  const { message, remedy, cause, status, code } = problem;
  const said = cause?.error && [cause.error, cause.errorDescription].filter(Boolean).join(": ");
  const box = make("div", { class: "problem-box" }, make("h3", {}, message));
  const line = [status && `HTTP ${status}`, code, said].filter(Boolean).join(" · ");
  if (line) box.append(make("p", { class: "raw" }, line));
  const answer = problem.answer ?? (cause?.error && JSON.stringify({ error: cause.error, error_description: cause.errorDescription }));
  const explanation = answer && (await explain(answer, facts));
  box.append(explanation ? diagnosis(explanation) : make("p", { class: "remedy" }, make("b", {}, "Fix: "), remedy));
  place.replaceChildren(box);
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
    const { token, key } = store.get();
    return token ? snippetsFor(token, key?.atStandin ? standin : undefined)[tabs.current()] : "";
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
    if (!token) return showOnly(byId("token-empty"), byId("token-card"));
    showOnly(byId("token-card"), byId("token-empty"));
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
