/** The JSON text so that it may stand between single quotes in .dev.vars. */
export const quotable = (json) => json.replaceAll("'", "\\u0027");
