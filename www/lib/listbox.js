// A list of options that is searched: the focus stays in the search, and the arrow keys move a mark in the list.

/** How far the keys move the mark, or to where. */
const MOVES = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => Math.max(at - 1, 0),
  PageDown: (at) => at + 5,
  PageUp: (at) => Math.max(at - 5, 0),
};

/**
 * @param {HTMLInputElement} search
 * @param {HTMLElement} list of `role=option` elements with IDs
 * @param {(option: HTMLElement) => void} choose
 * @returns {{ show: (options: HTMLElement[]) => void }} replaces the options
 */
export function offerOptions(search, list, choose) {
  let active = -1;
  const options = () => list.querySelectorAll("[role=option]");

  function mark(index) {
    const all = options();
    all[active]?.classList.remove("active");
    active = Math.min(index, all.length - 1);
    const option = all[active];
    option?.classList.add("active");
    option?.scrollIntoView({ block: "nearest" });
    if (option) search.setAttribute("aria-activedescendant", option.id);
    else search.removeAttribute("aria-activedescendant");
  }

  search.addEventListener("keydown", (event) => {
    const first = options()[Math.max(active, 0)];
    if (event.key in MOVES) mark(MOVES[event.key](active));
    else if (event.key === "Enter" && first) choose(first);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(option);
  });
  return {
    show(elements) {
      list.replaceChildren(...elements);
      active = -1;
      search.removeAttribute("aria-activedescendant");
    },
  };
}
