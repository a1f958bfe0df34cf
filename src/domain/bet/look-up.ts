import type { Aside, Declaration, DeclarationProblem, Expectation, Guardrail } from '../declaration/declaration.ts';
import { denies } from '../declaration/names-in.ts';
import type { Metric } from '../metric/metric.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { isNear, type Named, nearest } from '../text/nearest.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from './bet.ts';
import { fitChange, fitLimit, isAgainst, leading } from './fit-change.ts';
import { type Names, namesOf, type StakedKeyResult, titleOf } from './names.ts';
import type { Objection } from './objection.ts';

/** The parts of a declaration that the outcome map knows, and those it does not. */
export interface Found {
  keyResults: Bet['keyResults'];
  movements: ExpectedMovement[];
  guardrails: GuardedMetric[];
  /** Metrics of expectations whose change does not count: they were staked all the same. */
  staked: Metric[];
  /** To lines that cannot be read. */
  unread: Objection[];
  objections: Objection[];
}

/** Looks the names of a declaration up. Case does not matter, nor do hyphens; a name that does not exist does not count. */
export function lookUp(declaration: Declaration, map: OutcomeMap): Found {
  const names = namesOf(map);
  const found: Found = { keyResults: [], movements: [], guardrails: [], staked: [], unread: [], objections: [] };
  for (const problem of declaration.problems) findUnread(found, names, problem);
  for (const written of declaration.keyResults) findKeyResult(found, names, written, true);
  for (const written of declaration.mentions ?? []) findKeyResult(found, names, written, false);
  for (const expectation of declaration.expectations) findMovement(found, names, expectation);
  for (const guardrail of declaration.guardrails) findGuarded(found, names, guardrail);
  return found;
}

/** Key results that move a metric, to be suggested. */
export function keyResultsOn(metrics: Set<string>, map: OutcomeMap): Named[] {
  const names = namesOf(map);
  return names.keyResults
    .filter(({ keyResult }) => metrics.has(keyResult.metric))
    .slice(0, 3)
    .map(({ keyResult }) => ({ name: keyResult.id, title: titleOf(keyResult, names.metric(keyResult.metric)) }));
}

/** An unreadable line. One that looks like an expectation is ignored only if it is prose. */
function findUnread(found: Found, names: Names, { line, what, expected, stake }: DeclarationProblem): void {
  const objection = { subject: line, what, expected, suggestions: [] };
  if (!stake) found.unread.push(objection);
  else if (stake.aside === undefined || namesMetric(stake.written, names)) {
    found.unread.push({ ...objection, lost: true });
    const metric = wordsOf(stake.written).flatMap((word) => names.metric(word) ?? [])[0];
    if (metric && stake.key === 'expect') found.staked.push(metric);
  } else if (stake.aside === 'alone') found.unread.push(objection);
}

function findKeyResult(found: Found, names: Names, written: string, meant: boolean): void {
  const whole = names.staked(written);
  const staked = whole.length > 0 || !meant ? whole : names.inSentence(written);
  for (const one of staked)
    if (!found.keyResults.some(({ keyResult }) => keyResult === one.keyResult)) found.keyResults.push(one);
  if (staked.length > 0) return;
  const metric = names.metric(written);
  const objective = names.objective(written);
  const suggestions = metric
    ? named(names).filter((one) => one.metric === metric.name)
    : objective
      ? named(names).filter(({ objective: id }) => id === objective.id)
      : nearest(written, named(names));
  if (!meant && !(looksLikeId(written) && suggestions.length > 0)) return;
  if (denies(written)) {
    const what = `"${written}" does not say plainly which key results are meant`;
    found.objections.push({ subject: written, what, expected: 'each id, as `Key result: KR1, KR2`', suggestions: [] });
    return;
  }
  found.objections.push({
    subject: written,
    what: metric
      ? `${written} is a metric, not a key result`
      : objective
        ? `${written} is an objective, not a key result`
        : `${written} is not ${names.inPart ? 'a key result that can be named here' : 'in the outcome map'}`,
    suggestions: plain(suggestions),
  });
}

/** An article, a mark, or where in the map it stands. */
const around =
  /^(?:(?:die|der|das|den|det|le|la|les|el|los|las|il|lo|os?|as?|de|het|unsere?|notre|nuestr[ao]|noss[ao])\s|#|metrics?[./]\s?)/i;

/** `KR9` is a key result even where it might be anything. */
const looksLikeId = (written: string) => /^[\w.-]*\d[\w.-]*$/.test(written);

const named = (names: Names) =>
  names.keyResults.map(({ keyResult, objective }: StakedKeyResult) => ({
    name: keyResult.id,
    objective: objective.id,
    title: titleOf(keyResult, names.metric(keyResult.metric)),
    metric: keyResult.metric,
  }));

function findMovement(found: Found, names: Names, expectation: Expectation): void {
  const { change: written, towards, windowDays, line } = expectation;
  const metric = findMetric(found, names, expectation);
  if (!metric) return;
  const fitted = fitChange(towards ? leading(written, towards, metric.good) : written, metric);
  if ('misfit' in fitted) {
    found.objections.push({ subject: line, ...fitted.misfit, suggestions: [], lost: true });
    found.staked.push(metric);
    return;
  }
  const { change } = fitted;
  found.movements.push({ metric, change, windowDays, line });
  if (isAgainst(change, metric.good))
    found.objections.push({
      subject: line,
      what: `This expects ${metric.name} to get worse: ${metric.good} is its good direction`,
      expected: `to allow a limited loss, write it as \`Guard:\``,
      suggestions: [],
      lost: true,
    });
}

function findGuarded(found: Found, names: Names, guardrail: Guardrail): void {
  const { limit, line } = guardrail;
  const metric = findMetric(found, names, guardrail);
  if (!metric) return;
  const fitted = fitLimit(limit, metric);
  if ('misfit' in fitted) found.objections.push({ subject: line, ...fitted.misfit, suggestions: [], lost: true });
  else found.guardrails.push({ metric, limit: fitted.change, line });
}

function findMetric(
  found: Found,
  names: Names,
  { metric: written, aside }: { metric: string; aside?: Aside },
): Metric | undefined {
  const metric =
    names.metric(written) ??
    names.metric(written.replace(/\([^()]{0,200}\)/g, '')) ??
    names.metric(written.replace(around, ''));
  if (metric) return metric;
  const [staked] = names.staked(written);
  const moved = staked && names.metric(staked.keyResult.metric);
  const lost = aside === undefined || moved !== undefined || namesMetric(written, names);
  if (aside === 'prose' && !lost) return undefined;
  found.objections.push({
    subject: written,
    what: moved
      ? `${written} is a key result, not a metric`
      : `${written} is not a metric ${names.inPart ? 'that can be named here' : 'of the outcome map'}`,
    suggestions: plain(moved ? [moved] : nearest(written, names.metrics)),
    ...(lost ? { lost } : {}),
  });
  return undefined;
}

/**
 * A metric of the map is among the words, or one a letter off. A name that is an everyday word (`orders`) needs a figure or a movement beside
 * it: "the page of orders loads" is prose.
 */
function namesMetric(written: string, { metric, metrics }: Names): boolean {
  const line = written.slice(0, 400);
  const moves = movement.test(line);
  const telling = wordsOf(line).filter((word) => word.length > 2 && (moves || /[_.\d-]/.test(word)));
  return telling.some((word) => metric(word) !== undefined || metrics.some(({ name }) => isNear(word, name)));
}

const wordsOf = (text: string) =>
  text
    .slice(0, 400)
    .split(/[^\p{L}\p{M}\p{N}_.-]+/u, 40)
    .map((word) => word.replace(/^[.-]+|[.-]+$/g, ''));

const movement =
  /[+\-−–]\s?\d|\d\s?(?:%|pp)|\b(?:up|down|by|ris(?:es?|ing)|increas(?:es?|ing)|grows?|drops?|falls?|reduc(?:es?|ing)|decreas(?:es?|ing)|at least|at most)\b/i;

const plain = (found: Named[]) => found.slice(0, 3).map(({ name, title }) => ({ name, title }));
