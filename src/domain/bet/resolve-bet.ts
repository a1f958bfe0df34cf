import type { Declaration, Track } from '../declaration/declaration.ts';
import { issueKey } from '../declaration/issue-reference.ts';
import { parseDeclaration } from '../declaration/parse-declaration.ts';
import { isHypothesis } from '../hypothesis/hypothesis.ts';
import type { Issue } from '../hypothesis/issue.ts';
import { type KeptHypothesis, nearHypotheses } from '../hypothesis/near-hypotheses.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Bet, ExpectedMovement } from './bet.ts';
import { defaultGuardrails } from './default-guardrails.ts';
import { withExperiment } from './experiment-of.ts';
import { type Found, keyResultsOn, lookUp } from './look-up.ts';
import type { Objection } from './objection.ts';
import { unmoved } from './unmoved.ts';

/** Where a declaration is written: references without an owner mean this repository, and nothing refers to itself. */
export interface Home {
  owner: string;
  name: string;
  number: number;
  /** Known hypotheses, suggested in place of one that does not exist. */
  kept?: KeptHypothesis[];
}

interface Hypothesis {
  issue: Issue;
  declaration: Declaration;
  found: Found;
  /** Written after `Hypothesis:`, not merely closed or linked. */
  named: boolean;
}

/**
 * Checks a declaration against the map and the issues it names: the bet, if a key result or hypothesis exists that leads to a metric, and
 * everything that does not count, with the closest names that do. A hypothesis' lines are inherited; the pull request's own expectations
 * replace inherited ones. On the discovery track an existing hypothesis is enough, and only the pull request's own movements count.
 */
export function resolveBet(
  declaration: Declaration,
  map: OutcomeMap,
  linkedIssues: Issue[],
  home: Home,
  track: Track | undefined = declaration.track,
): { bet?: Bet; objections: Objection[] } {
  const own = lookUp(declaration, map);
  const { hypotheses, missing } = hypothesesOf(declaration, map, linkedIssues, home);
  // A hypothesis without figures will do when the pull request brings them.
  const stands = own.keyResults.length + own.movements.length > 0;
  const discovers = track === 'discovery';
  const counted = hypotheses.filter(
    ({ issue, found, named }) =>
      carriesBet(found) ||
      (discovers ? named || isHypothesis(issue) : stands && (named || issue.standing !== undefined)),
  );
  const empty = hypotheses.filter((hypothesis) => !counted.includes(hypothesis));
  const objections: Objection[] = [
    ...own.unread,
    ...own.objections,
    ...missing,
    ...counted.flatMap(objectionsIn),
    ...empty.filter(({ named }) => named).flatMap(carriesNothing),
  ];
  const all = discovers && counted.length === 0 ? undefined : combine(declaration, own, counted, map);
  const stated = all && { ...all, ...(discovers ? { movements: own.movements } : {}), ...(track ? { track } : {}) };
  if (stated) {
    const named = declarationsOf(declaration, counted).find(({ experiment }) => experiment)?.experiment;
    const { bet, objections: about } = withExperiment(watched(stated, map), named);
    return { bet, objections: [...objections, ...about, ...unmoved(declaration, bet, map)] };
  }
  const closed = empty.filter(({ named }) => !named).flatMap(carriesNothing);
  return { objections: [...objections, ...closed, ...(discovers ? [] : expectationAlone(own, map))] };
}

/** A measured delivery bet gets the map's guardrails. */
function watched(bet: Bet, map: OutcomeMap): Bet {
  if (bet.track === 'discovery' || bet.movements.length === 0) return bet;
  const more = defaultGuardrails(map, bet);
  return more.length > 0 ? { ...bet, guardrails: [...bet.guardrails, ...more] } : bet;
}

/** Its own lines count before those of its hypotheses. */
const declarationsOf = (own: Declaration, hypotheses: Hypothesis[]): Declaration[] => [
  own,
  ...hypotheses.map(({ declaration }) => declaration),
];

/** One bet of the pull request's own lines and those of its hypotheses; undefined where there is no reference. */
function combine(declaration: Declaration, own: Found, hypotheses: Hypothesis[], map: OutcomeMap): Bet | undefined {
  const found = [own, ...hypotheses.map((hypothesis) => hypothesis.found)];
  const declared = declarationsOf(declaration, hypotheses);
  const keyResults = distinctBy(
    found.flatMap((one) => one.keyResults),
    ({ keyResult }) => keyResult.id,
  );
  if (keyResults.length + hypotheses.length === 0) return undefined;
  const inherited = found.slice(1).flatMap(({ movements }) => movements);
  const staked: ExpectedMovement[] = [...new Set(own.staked)].map((metric) => ({ metric }));
  const stated = [own.movements, staked, inherited].find((movements) => movements.length > 0) ?? [];
  const because = declared.find((one) => one.because !== undefined)?.because;
  return {
    keyResults,
    hypotheses: hypotheses.map(({ issue }) => issue),
    movements:
      stated.length > 0
        ? distinctBy(stated, ({ metric, line = '' }) => `${metric.name} ${line}`)
        : metricsOf(keyResults, map),
    guardrails: distinctBy(
      found.flatMap((one) => one.guardrails),
      ({ metric }) => metric.name,
    ),
    evidence: [...new Set(declared.flatMap(({ evidence }) => evidence))],
    ...(because === undefined ? {} : { because }),
    ...(declaration.answers.length === 0 ? {} : { answers: declaration.answers }),
  };
}

/** The issues named first, in their order, then those closed or linked; and the names that lead to no issue. */
function hypothesesOf(declaration: Declaration, map: OutcomeMap, linkedIssues: Issue[], home: Home) {
  const self = issueKey({ number: home.number }, home);
  const issues = new Map(linkedIssues.map((issue) => [issueKey(issue), issue]));
  const moved = new Map(linkedIssues.map((issue) => [issue.movedFrom, issueKey(issue)]));
  const keys = declaration.hypotheses.map((reference) => issueKey(reference, home)).map((key) => moved.get(key) ?? key);
  const missing = declaration.hypotheses.flatMap((reference, index): Objection[] => {
    const key = keys[index] ?? '';
    const subject = `${reference.owner ? `${reference.owner}/${reference.repository}` : ''}#${reference.number}`;
    if (key === self) return [{ subject, what: `${subject} is this one itself`, suggestions: [] }];
    if (issues.has(key)) return [];
    const isHere = key === issueKey({ number: reference.number }, home);
    const suggestions = isHere ? nearHypotheses(reference.number, home.kept ?? []) : [];
    return [{ subject, what: `${subject} does not exist, or cannot be read from here`, suggestions }];
  });
  const ordered = [...new Set([...keys, ...issues.keys()])].filter((key) => key !== self);
  const hypotheses = ordered.flatMap((key): Hypothesis[] => {
    const issue = issues.get(key);
    if (!issue) return [];
    const stated = parseDeclaration(issue.body);
    return [{ issue, declaration: stated, found: lookUp(stated, map), named: keys.includes(key) }];
  });
  return { hypotheses, missing };
}

const carriesBet = ({ keyResults, movements }: Found) => keyResults.length + movements.length > 0;

function carriesNothing(hypothesis: Hypothesis): Objection[] {
  const subject = `#${hypothesis.issue.number}`;
  const { unread } = hypothesis.issue;
  const nothing: Objection = {
    subject,
    what: unread
      ? `${subject} could not be read, by a fault of Soundings that its log has as ${unread}`
      : `${subject} carries no key result and no expectation`,
    expected: '`Key result:` or `Expect:` in that issue, or here',
    suggestions: [],
  };
  return [nothing, ...objectionsIn(hypothesis)];
}

/** Mistakes in an issue are for the issue's author to fix. */
const objectionsIn = ({ issue, found }: Hypothesis): Objection[] =>
  [...found.unread.filter(({ lost }) => lost), ...found.objections].map(({ lost: _, ...objection }) => ({
    ...objection,
    what: `${objection.what} (in #${issue.number})`,
  }));

/** Without an expectation the bet is judged against zero alone, on each key result's metric, in the order of the description. */
function metricsOf(keyResults: Bet['keyResults'], map: OutcomeMap): ExpectedMovement[] {
  const byName = new Map(map.metrics.map((metric) => [metric.name, metric]));
  const names = new Set(keyResults.map(({ keyResult }) => keyResult.metric));
  return [...names].flatMap((name) => byName.get(name) ?? []).map((metric) => ({ metric }));
}

function expectationAlone({ movements }: Found, map: OutcomeMap): Objection[] {
  const [first] = movements;
  if (!first) return [];
  return [
    {
      subject: first.line ?? first.metric.name,
      what: 'An expectation needs the key result or hypothesis that it serves',
      expected: '`Key result: KR1` or `Hypothesis: #42`',
      suggestions: keyResultsOn(new Set(movements.map(({ metric }) => metric.name)), map),
    },
  ];
}

function distinctBy<Item>(items: Item[], key: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)));
}
