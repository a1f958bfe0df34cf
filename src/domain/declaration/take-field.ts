import { cut } from '../text/cut.ts';
import { type Aside, type Declaration, tracks } from './declaration.ts';
import type { DeclaredField } from './declared-field.ts';
import { issueKey, issueReferences } from './issue-reference.ts';
import type { DeclarationKey } from './label-words.ts';
import { chosen, namesIn } from './names-in.ts';
import { type Movement, parseExpectation, parseGuardrail, readsAsMovement } from './parse-expectation.ts';
import { experimentKey, looksLikeExperiment, parseExperiment } from './parse-experiment.ts';
import { isBareReason, parseNonBet, saysNone } from './parse-non-bet.ts';
import { plainValue } from './plain-value.ts';
import { isChange } from './said-in-parts.ts';
import { saysWindow } from './says-movement.ts';

/** Per kind: each may cost a request or a search of the whole map. */
export const mostEntries = 20;
const mostText = 1000;

export const labels: Record<DeclarationKey, { label: string; expected: string }> = {
  'key result': { label: 'Key result', expected: '`Key result: KR1`, with the id of a key result in the outcome map' },
  hypothesis: { label: 'Hypothesis', expected: '`Hypothesis: #42`, the number of the issue that states it' },
  expect: { label: 'Expect', expected: '`Expect: signup_rate +3% within 14 days`' },
  guard: { label: 'Guard', expected: '`Guard: p95_latency +5%`' },
  because: { label: 'Because', expected: '`Because: 7 of 10 trial users stop at the address form`' },
  evidence: { label: 'Evidence', expected: '`Evidence: https://example.com/interviews`' },
  track: { label: 'Track', expected: '`Track: discovery` or `Track: delivery`' },
  experiment: {
    label: 'Experiment',
    expected:
      '`Experiment: growthbook/exp_123`: a connection that the outcome map names for experiments, and an id of at most 80 letters, digits, `_`, `.` and `-`',
  },
  outcome: { label: 'Outcome', expected: '`Outcome: none (chore): why`' },
};

type Take = (declaration: Declaration, field: DeclaredField) => void;

/** What each key adds to a declaration. */
export const takers: Record<DeclarationKey, Take> = {
  'key result': takeKeyResult,
  hypothesis: takeHypothesis,
  expect: takeExpectation,
  guard: takeGuardrail,
  because(declaration, field) {
    if (isMeant(field)) declaration.because = cut([declaration.because ?? [], field.value].flat().join(' '), mostText);
  },
  evidence({ evidence }, field) {
    if (isMeant(field)) addNew(evidence, [cut(field.value, mostText)], (text) => text);
  },
  track: takeTrack,
  experiment: takeExperiment,
  outcome: takeOutcome,
};

/** Our own key, or surrounded by lines of ours. */
const isMeant = ({ plain, inCompany }: DeclaredField) => plain || inCompany;

/** Why a line may not be meant for us; empty: it is. */
function asideOf({ plain, inCompany }: DeclaredField): { aside?: Aside } {
  if (inCompany) return {};
  return { aside: plain ? 'alone' : 'prose' };
}

function takeKeyResult(declaration: Declaration, field: DeclaredField): void {
  // What is ticked below "Which key result?" may be `None (chore)`.
  if (isMeant(field) && saysNone(field.value)) {
    takeOutcome(declaration, field);
    return;
  }
  const staked = movementBeside(field.value);
  if (staked) takeExpectation(declaration, { ...field, value: staked.movement, plain: false, inCompany: false });
  // Whose the change is the metric of, the map knows: it is asked for.
  const bare = staked ? undefined : changeBehind(field.value);
  if (bare) takeExpectation(declaration, { ...field, value: bare });
  const names = namesIn(staked?.names ?? field.value);
  if (isMeant(field)) addNew(declaration.keyResults, names, (id) => id.toLowerCase());
  else mention(declaration, names);
}

/**
 * `KR1: signup_rate +3% within 14 days`: what is said of a key result may be what is staked on it. Only with a window, or by the name of a metric, as the
 * title of one is often like it: `KR1: Increase orders by 30%`.
 */
function movementBeside(value: string): { names: string; movement: string } | undefined {
  const text = plainValue(value.slice(0, mostText));
  const found = [...text.matchAll(/\s?[:,;(]\s?|\s[–—-]{1,2}\s/g)]
    .slice(0, mostEntries)
    .map(({ index, 0: mark }) => ({
      names: text.slice(0, index),
      movement: text.slice(index + mark.length).replace(/\)$/, ''),
    }))
    .findLast(
      ({ names, movement }) =>
        names !== '' &&
        !/^(?:we\s)?expect(?:ed|s)?:?\s[+−-]/i.test(movement) &&
        (saysWindow(movement) || byName.test(movement)) &&
        readsAsMovement(movement),
    );
  return found;
}

/** `KR1 (sign-ups): expected +3% within 14 days`: of the key result, where a metric should be. */
function changeBehind(value: string): string | undefined {
  const [, id, change = ''] =
    /^([\w.-]{0,20}\d[\w.-]{0,20})(?:\s\([^()]{1,80}\))?\s?[:,–—-]\s?(?:(?:we\s)?expect(?:ed|s)?:?\s)?([+−-]\s?\d.{0,80})$/iu.exec(
      plainValue(value.slice(0, mostText)),
    ) ?? [];
  return id !== undefined && isChange(change) ? `${id} ${change}` : undefined;
}

/** `signup_rate +3%` */
const byName = /^[a-z][a-z\d]*[_.-][\w.-]*\s?[+−-]\s?\d/i;

function mention(declaration: Declaration, names: string[]): void {
  if (names.length === 0) return;
  declaration.mentions ??= [];
  addNew(declaration.mentions, names.slice(0, mostEntries), (id) => id.toLowerCase());
}

function takeExpectation(declaration: Declaration, field: DeclaredField): void {
  const { expectations, problems } = declaration;
  const beside = movementBeside(field.value);
  // `KR1: signup_rate +3%`, where an expectation is asked for.
  const named = beside && /^[\w.-]{0,20}\d[\w.-]{0,20}$/.test(beside.names) ? beside : undefined;
  if (named) mention(declaration, namesIn(named.names));
  const read = parseExpectation(named?.movement ?? field.value);
  if ('problem' in read)
    problems.push({
      line: field.line,
      ...read.problem,
      stake: { key: 'expect', written: field.value, ...asideOf(field) },
    });
  else expectations.push(...read.movements.map((movement) => ({ ...movement, line: field.line, ...asideOf(field) })));
}

function takeGuardrail({ guardrails, problems }: Declaration, field: DeclaredField): void {
  const read = parseGuardrail(field.value);
  if ('problem' in read)
    problems.push({
      line: field.line,
      ...read.problem,
      stake: { key: 'guard', written: field.value, ...asideOf(field) },
    });
  else
    guardrails.push(
      ...read.movements.map(({ metric, change }: Movement) => ({
        metric,
        limit: change,
        line: field.line,
        ...asideOf(field),
      })),
    );
}

/** `Track: the way we go` is somebody's own sentence; a word or two are meant for us. */
function takeTrack(declaration: Declaration, { value, line, plain }: DeclaredField): void {
  const words = value.toLowerCase().match(/\p{L}+/gu) ?? [];
  const track = tracks.find((one) => words[0] === one);
  const isChoice = tracks.every((one) => words.slice(0, 3).includes(one));
  if (track && !isChoice) declaration.track ??= track;
  else if (plain && (words.length < 3 || isChoice))
    declaration.problems.push({
      line,
      what: '`Track:` is `discovery` or `delivery`',
      expected: labels.track.expected,
    });
}

/** `Experiment: we try another form` is somebody's own sentence. */
function takeExperiment(declaration: Declaration, field: DeclaredField): void {
  const { value, line, plain, inCompany, below } = field;
  if (!isMeant(field)) return;
  const read = parseExperiment(value);
  const known = declaration.experiment;
  if (read && known && experimentKey(read) !== experimentKey(known))
    declaration.problems.push({
      line,
      what: 'A pull request has one experiment, and another one is named before it',
      expected: 'the one whose groups tell what this change does',
    });
  else if (read) declaration.experiment ??= read;
  else if (looksLikeExperiment(value, inCompany) && (inCompany || (plain && !below)))
    declaration.problems.push({
      line,
      what: '`Experiment:` names no experiment',
      expected: labels.experiment.expected,
    });
}

/** Under a heading of that name, as in the form of a hypothesis issue, prose is what belongs there. */
function takeHypothesis({ hypotheses, problems }: Declaration, { value, line, below, plain }: DeclaredField): void {
  const [, number] = /^(?:issue\s|n[or]\.?\s)?(\d{1,7})$/i.exec(plainValue(value)) ?? [];
  const named = issueReferences(number && plain ? `#${number}` : value).slice(0, mostEntries);
  const nothingElse = /^[\s,;&]*(?:and\s)?$/i.test(value.replace(/(?:(?<![\w.-])[\w.-]+\/[\w.-]+)?#\d+|GH-\d+/gi, ''));
  if (plain || nothingElse) addNew(hypotheses, named, issueKey);
  if (named.length === 0 && plain && !below)
    problems.push({ line, what: '`Hypothesis:` names no issue', expected: labels.hypothesis.expected });
}

/**
 * Free text after `Outcome:` is somebody's own; `none`, or a reason where `none` is missing, is meant for us. Beside it a key result may be
 * named there, or a movement said: the map knows.
 */
function takeOutcome(declaration: Declaration, field: DeclaredField): void {
  const { line, below, plain } = field;
  const value = chosen(field.value).trim();
  if (saysNone(value)) {
    const read = parseNonBet(value, line);
    if ('nonBet' in read) declaration.nonBet ??= read.nonBet;
    else if (plain) declaration.problems.push(read.problem);
  } else if (isBareReason(value)) {
    if (plain && !below)
      declaration.problems.push({
        line,
        what: 'A change without an outcome says `none` before its reason',
        expected: labels.outcome.expected,
      });
  } else if (movementBeside(value) || changeBehind(value))
    takeKeyResult(declaration, { ...field, plain: false, inCompany: false });
  else if (readsAsMovement(value)) takeExpectation(declaration, { ...field, plain: false, inCompany: false });
  else if (plainValue(value).length <= 200) mention(declaration, namesIn(value));
}

export function addNew<Item>(list: Item[], items: Item[], key: (item: Item) => string): void {
  for (const item of items) if (!list.some((known) => key(known) === key(item))) list.push(item);
}
