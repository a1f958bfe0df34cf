import type { Change, DeclarationProblem, Expectation, Guardrail } from './declaration.ts';
import { changeForms, parseChange } from './parse-change.ts';
import { defaultWindowDays, parseWindow } from './parse-window.ts';

const expectForm = `\`Expect: signup_rate +3% within 14 days\`; a change is written as ${changeForms}`;
const guardForm = '`Guard: p95_latency +5%`: how much worse it may get, as +5%, +0.5pp or +12ms';
const mostLetters = 400;

/** What follows `Expect:`, such as `signup_rate +3% within 2 weeks`. Without a window: 14 days. */
export function parseExpectation(
  value: string,
  line: string,
): { expectation: Expectation } | { problem: DeclarationProblem } {
  const problem = (what: string, expected = expectForm) => ({ problem: { line, what, expected } });
  if (value.length > mostLetters) return problem('The line is too long to be read');
  const [head, tail] = splitWindow(value);
  const window = tail === undefined ? { days: defaultWindowDays } : parseWindow(tail);
  if ('problem' in window) return problem(window.problem, '`within 14 days`, from 1 to 365 days, or weeks or months');
  const found = splitChange(head, false);
  if ('problem' in found) return problem(found.problem);
  return { expectation: { ...found, windowDays: window.days, line } };
}

/** What follows `Guard:`, such as `p95_latency +5%` or `p95_latency at most 5%`. A window is read over: it has the bet's. */
export function parseGuardrail(
  value: string,
  line: string,
): { guardrail: Guardrail } | { problem: DeclarationProblem } {
  const problem = (what: string) => ({ problem: { line, what, expected: guardForm } });
  if (value.length > mostLetters) return problem('The line is too long to be read');
  const found = splitChange(splitWindow(value)[0], true);
  if ('problem' in found) return problem(found.problem);
  return { guardrail: { metric: found.metric, limit: found.change, line } };
}

/** The window is what the line ends with: `within 14 days`, `in 2 weeks`, `over a month of release`. */
function splitWindow(value: string): [head: string, window: string | undefined] {
  const text = value.replace(/[\s.,;!]{1,40}$/, '');
  const match =
    /^(.*)\s(?:within|(?:in|after|over)(?=\s{1,9}(?:\d|an?\s|one\s)))\s{1,9}(?:the\s(?:first|next)\s)?(.*)$/isu.exec(
      text,
    );
  if (!match) return [text, undefined];
  const [, head = '', tail = ''] = match;
  return [
    head.replace(/[\s,;:]{1,40}$/, ''),
    tail.replace(/\s(?:of|after|from)\s(?:the\s|its\s)?(?:release|launch|shipping|deploy(?:ment)?)$/i, ''),
  ];
}

/** The metric stands before the change. It may be written as a title with blanks, so that its name can be suggested. */
function splitChange(head: string, limit: boolean): { metric: string; change: Change } | { problem: string } {
  let trouble: string | undefined;
  for (const { index, 0: gap } of head.matchAll(/^|[\s:=,]+|(?<=[\w*`])(?=[+＋])/g)) {
    const metric = metricOf(head.slice(0, index));
    const rest = head.slice(index + gap.length).replace(/^(?:should|will|to|by|:|=)\s{1,9}/i, '');
    const change = parseChange(limit ? withoutAtMost(rest) : rest.replace(/^by\s{1,9}/i, ''), { limit });
    if ('change' in change) return metric === '' ? { problem: 'There is no metric' } : { metric, ...change };
    if (/^[+\-−–＋]/.test(rest)) return change; // a sign is where a change begins
    if (/^(?:[$€£]?\d|from\s|between\s|up\s|down\s|at most|max)/i.test(rest)) trouble ??= change.problem;
  }
  return { problem: trouble ?? 'There is no change' };
}

const withoutAtMost = (rest: string) =>
  rest.replace(/^(?:at most|max(?:imum)?\.?|no more than|not more than|up to|<=|≤|<)\s{0,9}(?:by\s)?/i, '');

const metricOf = (text: string) =>
  text
    .replace(/[*`"'“”]/g, '')
    .replace(/^_(.*)_$/su, '$1')
    .trim();
