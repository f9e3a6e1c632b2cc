// Elements and what is done with them; nothing here parses HTML.

/** @param {string} id @returns {HTMLElement} */
export const byId = (id) => document.getElementById(id);

/**
 * An element with attributes and children; what is no node becomes text.
 *
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} [attributes] `true` is an empty attribute; false and undefined none
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Shows one of the elements that share a place; the others keep their room and are out of reach. */
export function showOnly(shown, ...others) {
  shown.classList.remove("off");
  for (const other of others) other.classList.add("off");
}

/** Says something to whoever cannot see what has changed. */
export function announce(text) {
  byId("announce").textContent = text;
}

/**
 * @param {HTMLElement} button
 * @param {() => string} text
 */
export function copiesOnClick(button, text) {
  const label = button.textContent;
  let timer;
  button.addEventListener("click", async () => {
    const copied = await copy(text());
    // The button keeps its width, so that nothing moves.
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = copied ? "Copied" : "Not allowed";
    announce(copied ? `${label}: copied.` : "This browser does not let the page copy.");
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = label), 1500);
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or a page from plain http.
    return false;
  }
}

/** In characters; what is shorter is left to the browser. */
const LONG = 20_000;

/**
 * Takes a long text that is pasted, in place of the field: Chromium is busy for minutes with the lines of a log there.
 *
 * @param {HTMLTextAreaElement} field
 * @param {(text: string) => void} take
 */
export function takesLongTexts(field, take) {
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (text.length < LONG) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(text);
  });
}
