const blankAnswers = /^(?:[-–—_.…*]*|n\/?a|none|nothing|nil|_?no response_?)$/i;
const standIns = /^(?:todo|tbd|tba|fixme|x{2,}|\?+|kr[?#_x]+|krn|#(?:[?#_x]*|n{1,3}|number|issue))$/i;
const brackets = /<(?!https?:)[^<>]{1,200}>|\{\{[^{}]{0,200}\}\}|\$\{[^{}]{0,200}\}|^\[[^\][]{0,200}\]$/i;

/** The line was left empty, in one of the ways in which people and issue forms do it. */
export function isBlankAnswer(value: string): boolean {
  return blankAnswers.test(value.trim());
}

/** The template's stand-in is still there: `<key result>`, `KR?`, `TODO`, `#nnn`. */
export function isPlaceholder(value: string): boolean {
  return standIns.test(value.trim()) || brackets.test(value);
}
