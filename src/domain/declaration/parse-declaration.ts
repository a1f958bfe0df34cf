import { cut } from '../text/cut.ts';
import { isBlankAnswer, isPlaceholder } from '../text/placeholder.ts';
import { mostCharacters, type ReadableLine } from '../text/readable-lines.ts';
import { type Declaration, type DeclarationProblem, tracks } from './declaration.ts';
import { type DeclarationKey, type DeclaredEntry, declaredEntries } from './declared-entries.ts';
import { closedIssues, issueKey, issueReferences } from './issue-reference.ts';
import { parseExpectation, parseGuardrail } from './parse-expectation.ts';
import { isBareReason, parseNonBet } from './parse-non-bet.ts';
import { templateAnswers } from './template-questions.ts';

/** Of each kind. More is not a bet any more, and each may cost a request or a look through the whole map. */
const mostEntries = 20;
const mostText = 1000;
const mostQuoted = 200;

const written: Record<DeclarationKey, { label: string; expected: string }> = {
  'key result': { label: 'Key result', expected: '`Key result: KR1`, with the id of a key result in the outcome map' },
  hypothesis: { label: 'Hypothesis', expected: '`Hypothesis: #42`, the number of the issue that states it' },
  expect: { label: 'Expect', expected: '`Expect: signup_rate +3% within 14 days`' },
  guard: { label: 'Guard', expected: '`Guard: p95_latency +5%`' },
  because: { label: 'Because', expected: '`Because: 7 of 10 trial users stop at the address form`' },
  evidence: { label: 'Evidence', expected: '`Evidence: https://example.com/interviews`' },
  track: { label: 'Track', expected: '`Track: discovery` or `Track: delivery`' },
  outcome: { label: 'Outcome', expected: '`Outcome: none (chore): why`' },
};

/**
 * What a pull request's or an issue's body declares (the grammar is in docs/design.md). Lines count at the start of a line, outside of
 * code, quotations and HTML comments; templates left as they were do not. Takes any text and never throws.
 */
export function parseDeclaration(markdown: string): Declaration {
  const { entries, lines, prose } = declaredEntries(markdown);
  const declaration: Declaration = {
    keyResults: [],
    hypotheses: [],
    expectations: [],
    guardrails: [],
    evidence: [],
    answers: templateAnswers(prose),
    closes: closesOf(lines),
    problems: [],
  };
  const counts = new Map<DeclarationKey, number>();
  for (const entry of entries) {
    if (entry.key !== 'outcome' && isBlankAnswer(entry.value)) continue;
    const count = (counts.get(entry.key) ?? 0) + 1;
    counts.set(entry.key, count);
    if (count === mostEntries + 1) declaration.problems.push(tooMany(entry));
    if (count <= mostEntries) take(declaration, entry);
  }
  if (markdown.length > mostCharacters)
    declaration.problems.push({
      line: '',
      what: 'The description is longer than a million characters; the rest was not read',
      expected: 'the lines of the bet at the beginning',
    });
  for (const problem of declaration.problems) problem.line = cut(problem.line, mostQuoted);
  return declaration;
}

type Take = (declaration: Declaration, entry: DeclaredEntry) => void;

function take(declaration: Declaration, entry: DeclaredEntry): void {
  const { key, value, line } = entry;
  if (key !== 'outcome' && isPlaceholder(value))
    declaration.problems.push({
      line,
      what: `\`${written[key].label}:\` still has its placeholder`,
      expected: written[key].expected,
    });
  else takers[key](declaration, entry);
}

const takers: Record<DeclarationKey, Take> = {
  'key result': ({ keyResults }, { value }) => addNew(keyResults, keyResultsIn(value), (id) => id.toLowerCase()),
  hypothesis: takeHypothesis,
  expect({ expectations, problems }, { value, line }) {
    const read = parseExpectation(value, cut(line, mostQuoted));
    if ('problem' in read) problems.push(read.problem);
    else expectations.push(read.expectation);
  },
  guard({ guardrails, problems }, { value, line }) {
    const read = parseGuardrail(value, cut(line, mostQuoted));
    if ('problem' in read) problems.push(read.problem);
    else guardrails.push(read.guardrail);
  },
  because(declaration, { value }) {
    declaration.because = cut([declaration.because ?? [], value].flat().join(' '), mostText);
  },
  evidence: ({ evidence }, { value }) => addNew(evidence, [cut(value, mostText)], (text) => text),
  track: takeTrack,
  outcome: takeOutcome,
};

/** `Track: the way we go` is somebody's own sentence; a word or two are meant for us. */
function takeTrack(declaration: Declaration, { value, line }: DeclaredEntry): void {
  const words = value.toLowerCase().match(/\p{L}+/gu) ?? [];
  const track = tracks.find((one) => words[0] === one);
  const isChoice = tracks.every((one) => words.slice(0, 3).includes(one));
  if (track && !isChoice) declaration.track ??= track;
  else if (words.length < 3 || isChoice)
    declaration.problems.push({
      line,
      what: '`Track:` is `discovery` or `delivery`',
      expected: written.track.expected,
    });
}

/** Under a heading of that name, as in the form of a hypothesis issue, prose is what belongs there. */
function takeHypothesis({ hypotheses, problems }: Declaration, { value, line, underHeading }: DeclaredEntry): void {
  const named = issueReferences(value).slice(0, mostEntries);
  addNew(hypotheses, named, issueKey);
  if (named.length === 0 && !underHeading)
    problems.push({ line, what: '`Hypothesis:` names no issue', expected: written.hypothesis.expected });
}

/** Free text after `Outcome:` is somebody's own heading; `none`, or a reason where `none` is missing, is meant for us. */
function takeOutcome(declaration: Declaration, { value, line, underHeading }: DeclaredEntry): void {
  if (/^none\b/i.test(value)) {
    const read = parseNonBet(value, line);
    if ('problem' in read) declaration.problems.push(read.problem);
    else declaration.nonBet ??= read.nonBet;
  } else if (isBareReason(value) && !underHeading)
    declaration.problems.push({
      line,
      what: 'A change without an outcome says `none` before its reason',
      expected: written.outcome.expected,
    });
}

/** `KR1, KR2 and KR3`; what is in brackets, or after a dash, describes them. As written: nothing is looked up here. */
function keyResultsIn(value: string): string[] {
  const list = value
    .replace(/\[([^\][]{0,200})\]\([^()\s]{0,300}\)/g, '$1')
    .replace(/\([^()]{0,200}\)/g, ' ')
    .replace(/[*`"]/g, '')
    .split(/\s[–—-]{1,2}\s/, 1)[0];
  return (list ?? '')
    .split(/[,;、]|\s(?:and|&)\s/i)
    .map((item) => cut(item.trim().replace(/[.:]$/, ''), 100))
    .filter((item) => item !== '')
    .slice(0, mostEntries);
}

function closesOf(lines: readonly ReadableLine[]): Declaration['closes'] {
  const closes: Declaration['closes'] = [];
  for (const { bare } of lines) {
    if (closes.length < mostEntries) addNew(closes, closedIssues(bare), issueKey);
  }
  return closes;
}

function addNew<Item>(list: Item[], items: Item[], key: (item: Item) => string): void {
  for (const item of items) if (!list.some((known) => key(known) === key(item))) list.push(item);
}

function tooMany({ key, line }: DeclaredEntry): DeclarationProblem {
  return {
    line,
    what: `There are more than ${mostEntries} \`${written[key].label}:\` lines; the rest was not read`,
    expected: 'the ones that matter most',
  };
}
