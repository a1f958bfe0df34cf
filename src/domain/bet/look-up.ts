import type { Declaration, Expectation, Guardrail } from '../declaration/declaration.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult, Objective, OutcomeMap } from '../outcome-map/outcome-map.ts';
import { type Named, nearest } from '../text/nearest.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from './bet.ts';
import { isAgainst, misfitOf, towardsWorse } from './fit-change.ts';
import type { Objection } from './objection.ts';

type StakedKeyResult = Bet['keyResults'][number];

/** What of a declaration is in the outcome map, and what is not. */
export interface Found {
  keyResults: StakedKeyResult[];
  movements: ExpectedMovement[];
  guardrails: GuardedMetric[];
  objections: Objection[];
}

/** Looks the names of a declaration up. Case does not matter; a name that does not exist does not count. */
export function lookUp(declaration: Declaration, map: OutcomeMap): Found {
  const names = indexOf(map);
  const found: Found = { keyResults: [], movements: [], guardrails: [], objections: [] };
  for (const written of declaration.keyResults) findKeyResult(found, names, written);
  for (const expectation of declaration.expectations) findMovement(found, names, expectation);
  for (const guardrail of declaration.guardrails) findGuarded(found, names, guardrail);
  return found;
}

/** Key results that move a metric, to be suggested. */
export function keyResultsOn(metrics: Set<string>, map: OutcomeMap): Named[] {
  const { keyResults, metricOf } = indexOf(map);
  return [...keyResults.values()]
    .filter(({ keyResult }) => metrics.has(keyResult.metric))
    .slice(0, 3)
    .map(({ keyResult }) => ({ name: keyResult.id, title: titleOf(keyResult, metricOf(keyResult.metric)) }));
}

interface Names {
  /** Only a part of the map may be named: whether there is more is not said. */
  inPart: boolean;
  keyResults: Map<string, StakedKeyResult>;
  metrics: Map<string, Metric>;
  metricOf: (name: string) => Metric | undefined;
}

function indexOf({ metrics, objectives, inPart }: OutcomeMap): Names {
  const all = objectives.flatMap((objective: Objective) =>
    objective.keyResults.map((keyResult) => ({ objective, keyResult })),
  );
  const byName = new Map(metrics.map((metric) => [metric.name.toLowerCase(), metric]));
  return {
    inPart: inPart === true,
    keyResults: new Map(all.map((staked) => [staked.keyResult.id.toLowerCase(), staked])),
    metrics: byName,
    metricOf: (name) => byName.get(name.toLowerCase()),
  };
}

/** `KR1` by itself, or with its title after it. */
function findKeyResult(found: Found, { keyResults, metrics, metricOf, inPart }: Names, written: string): void {
  const staked =
    keyResults.get(written.toLowerCase()) ?? keyResults.get(written.split(/[\s:]/, 1)[0]?.toLowerCase() ?? '');
  const named = () =>
    [...keyResults.values()].map(({ keyResult }) => ({
      name: keyResult.id,
      title: titleOf(keyResult, metricOf(keyResult.metric)),
      metric: keyResult.metric,
    }));
  if (staked) {
    if (!found.keyResults.some(({ keyResult }) => keyResult === staked.keyResult)) found.keyResults.push(staked);
    return;
  }
  const metric = metrics.get(written.toLowerCase());
  found.objections.push({
    subject: written,
    what: metric
      ? `${written} is a metric, not a key result`
      : `${written} is not ${inPart ? 'a key result that can be named here' : 'in the outcome map'}`,
    suggestions: metric ? plain(named().filter((one) => one.metric === metric.name)) : plain(nearest(written, named())),
  });
}

function findMovement(found: Found, names: Names, { metric: written, change, windowDays, line }: Expectation): void {
  const metric = findMetric(found, names, written, line, change);
  if (!metric) return;
  found.movements.push({ metric, change, windowDays, line });
  if (isAgainst(change, metric.good))
    found.objections.push({
      subject: line,
      what: `This expects ${metric.name} to get worse: ${metric.good} is its good direction`,
      expected: `to allow a limited loss, write it as \`Guard:\``,
      suggestions: [],
    });
}

function findGuarded(found: Found, names: Names, { metric: written, limit, line }: Guardrail): void {
  const metric = findMetric(found, names, written, line, limit);
  if (metric) found.guardrails.push({ metric, limit: towardsWorse(limit, metric.good), line });
}

function findMetric(
  found: Found,
  { metrics, keyResults, metricOf, inPart }: Names,
  written: string,
  line: string,
  change: Expectation['change'],
): Metric | undefined {
  const metric = metricOf(written);
  const misfit = metric && misfitOf(change, metric);
  if (metric && !misfit) return metric;
  if (misfit) found.objections.push({ subject: line, ...misfit, suggestions: [] });
  else {
    const moved = metricOf(keyResults.get(written.toLowerCase())?.keyResult.metric ?? '');
    found.objections.push({
      subject: written,
      what: moved
        ? `${written} is a key result, not a metric`
        : `${written} is not a metric ${inPart ? 'that can be named here' : 'of the outcome map'}`,
      suggestions: plain(moved ? [moved] : nearest(written, metrics.values())),
    });
  }
  return undefined;
}

const titleOf = ({ title, id }: KeyResult, metric: Metric | undefined) => title ?? metric?.title ?? id;

const plain = (named: Named[]) => named.slice(0, 3).map(({ name, title }) => ({ name, title }));
