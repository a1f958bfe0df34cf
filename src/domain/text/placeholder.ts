const blankAnswers = /^(?:[-–—_.…*]*|n\/?a|none|nothing|nil|_?no response_?)$/i;
const standIns = /^(?:todo|tbd|tba|fixme|x{2,}|\?+|kr[?#_x]+|krn|#(?:[?#_x]*|n{1,3}|number|issue))$/i;
const bracketed = String.raw`<(?!https?:)[^<>]{1,200}>|\{\{[^{}]{0,200}\}\}|\$\{[^{}]{0,200}\}`;
const brackets = new RegExp(bracketed);
const nothingButBrackets = new RegExp(String.raw`^(?:${bracketed}|\[[^\][]{0,200}\])$`);

/** The line was left empty, in one of the ways in which people and issue forms do it. */
export function isBlankAnswer(value: string): boolean {
  return blankAnswers.test(value.trim());
}

/** Nothing but a template's stand-in: `<why>`, `TODO`, `[why do you believe it]`. Prose may have brackets in it. */
export function isStandIn(value: string): boolean {
  return standIns.test(value.trim()) || nothingButBrackets.test(value.trim());
}

/** The template's stand-in is still there, be it among other words: `<key result>`, `KR?`, `<metric> +3%`. */
export function isPlaceholder(value: string): boolean {
  return isStandIn(value) || brackets.test(value);
}
