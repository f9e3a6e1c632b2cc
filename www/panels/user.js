// Whom the token is to speak for.
import { byId } from "../lib/dom.js";
import { sayProblem } from "../lib/says.js";

export function offerUser({ store, session }) {
  const input = byId("user");
  const line = byId("user-says");
  const hint = line.textContent;

  const choose = () => {
    const user = input.value.trim();
    if (user !== store.get().user) session.choose({ user });
  };
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    // Half an address is no mistake yet.
    if (input.value === "" || input.checkValidity()) timer = setTimeout(choose, 200);
  });
  input.addEventListener("change", choose);

  store.on(["user"], ({ user }) => {
    if (input.value.trim() !== user) input.value = user;
  });
  store.on(["signProblem"], ({ signProblem }) => {
    const own = signProblem?.code === "invalid_user" ? signProblem : null;
    input.setAttribute("aria-invalid", String(own !== null));
    sayProblem(line, own, hint);
  });
}
