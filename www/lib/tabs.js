// Tabs as the ARIA practices have them: arrow keys move, one of them is in the Tab order.
import { make } from "./dom.js";

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} panel
 * @param {string[]} names
 * @param {() => void} changed
 */
export function offerTabs(list, panel, names, changed) {
  let current = 0;
  const tabs = names.map((name) => make("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": panel.id }, name));
  list.append(...tabs);

  function choose(index) {
    current = (index + tabs.length) % tabs.length;
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === current));
      tab.tabIndex = at === current ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", tabs[current].id);
  }
  const move = (index) => {
    choose(index);
    tabs[current].focus();
    changed();
  };
  tabs.forEach((tab, index) => tab.addEventListener("click", () => move(index)));
  list.addEventListener("keydown", (event) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  });
  choose(0);
  return { current: () => names[current] };
}
