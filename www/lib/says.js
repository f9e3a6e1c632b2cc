// The line below a control: a hint, or what is wrong with what was given.
import { make } from "./dom.js";

/**
 * @param {HTMLElement} line
 * @param {{ message: string, remedy?: string } | null} problem
 * @param {string} [otherwise] what it says when nothing is wrong
 */
export function sayProblem(line, problem, otherwise = "") {
  line.classList.toggle("problem", problem !== null);
  if (!problem) return line.replaceChildren(otherwise);
  line.replaceChildren(make("strong", {}, problem.message), " ", problem.remedy ?? "");
}
