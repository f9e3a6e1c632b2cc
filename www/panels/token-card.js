// The token for as long as it lives: counted down, hidden until it is wanted, in ready-made code.
import { announce, byId, copiesOnClick } from "../lib/dom.js";
import { snippetsFor } from "../lib/snippets.js";
import { offerTabs } from "../lib/tabs.js";

const DOTS = "•".repeat(12);
const WHOLE = "What is copied holds the whole token.";
const FRESH = "Holds no token: it mints one with your key file.";

export function showToken(store, { standin }) {
  const show = byId("token-show");
  const tabs = offerTabs(byId("tabs"), byId("snippet"), ["curl", "fetch", "googleapis", "edgemint"], () => render());
  let shown = false;
  let ticking;

  const accessToken = () => store.get().token?.accessToken ?? "";
  const snippet = (accessToken) => {
    const { token } = store.get();
    return token ? snippetsFor({ ...token, accessToken }, token.atStandin ? standin : undefined)[tabs.current()] : "";
  };
  function render() {
    const seen = shown ? accessToken() : cut(accessToken());
    byId("token").textContent = seen;
    byId("snippet").textContent = snippet(seen);
    byId("snippet-hint").textContent = tabs.current() === "edgemint" ? FRESH : WHOLE;
    show.setAttribute("aria-pressed", String(shown));
  }
  show.addEventListener("click", () => {
    shown = !shown;
    render();
  });
  copiesOnClick(byId("copy-token"), accessToken);
  copiesOnClick(byId("copy-snippet"), () => snippet(accessToken()));

  store.on(["token"], ({ token }) => {
    clearInterval(ticking);
    shown = false;
    render();
    byId("life").textContent = "";
    if (!token) return;
    ticking = startCountdown(token);
    announce(`A token for ${token.user}.`);
  });
}

const cut = (token) => token && `${token.slice(0, 8)}${DOTS}`;

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
