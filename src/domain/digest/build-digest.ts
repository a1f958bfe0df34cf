import { type Disclosure, shownOf } from '../disclosure/disclosure.ts';
import { inShort } from '../disclosure/in-short.ts';
import { isNameable } from '../disclosure/nameable.ts';
import { calibrationOf } from '../ledger/calibration.ts';
import { edgeRecords, hasFollowed, hasMoved } from '../ledger/edge-record.ts';
import type { LedgerEntry, SilentBet } from '../ledger/ledger.ts';
import { paceOf } from '../ledger/pace.ts';
import type { EdgeTrial } from '../ledger/track-record.ts';
import type { Metric } from '../metric/metric.ts';
import type { Reading } from '../metric/reading.ts';
import type { Rhythm } from '../outcome-map/digest/plan.ts';
import type { KeyResult, OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { ConcludedBet, Digest, DigestBet, EdgeThatDidNotHold, KeyResultLookedBack, Some } from './digest.ts';
import { digestMetrics } from './digest-metrics.ts';
import type { DigestRecord, OpenedBet } from './digest-record.ts';
import type { Edition } from './editions.ts';
import { courseOf, type MetricCourse } from './metric-course.ts';

/** For whom, and from what, a digest is made. */
export interface DigestBasis {
  owner: string;
  map: OutcomeMap;
  edition: Edition;
  timezone: string;
  disclosure: Disclosure;
  /** Whether people's words of this repository may stand where the digest is. */
  mayQuote(repository: string): boolean;
  /** Of `digestMetrics`, by name. */
  readings: ReadonlyMap<string, Reading>;
}

const mostRows: Record<Rhythm, number> = { weekly: 10, monthly: 15, quarterly: 15 };

/** What is on record of a period as it may be told in the repository of the digest. */
export function buildDigest(record: DigestRecord, basis: DigestBasis): Digest {
  const { owner, map, edition, timezone } = basis;
  const { rhythm, since, until } = edition;
  const most = mostRows[rhythm];
  const told = record.concluded.filter(({ primary }) => primary).map((entry) => concludedOf(entry, basis));
  const concluded = { rows: told.slice(0, most), count: Math.max(told.length, record.pace.concluded) };
  const [calibration] = record.calibration.map(calibrationOf);
  // How far bets came of what was expected may tell of a level that is hidden.
  const isWhole = basis.disclosure.ofOthers === 'figures';
  return {
    ...{ owner, edition, timezone },
    silent: firstOf(
      record.silent.map((bet) => nameableSilent(bet, basis)),
      most,
    ),
    opened: shortened(record.opened, most, basis),
    shipped: shortened(record.shipped, most, basis),
    concluded,
    moved: told.filter(hasMovedWell).length,
    ...metricRows(basis),
    ...(rhythm === 'weekly' ? wouldStop(record, map, most) : {}),
    ...(calibration && isWhole && rhythm !== 'weekly' ? { calibration } : {}),
    pace: rhythm === 'weekly' ? [] : paceOf(record.pace, { since, until }, until),
    edges: rhythm === 'weekly' ? [] : edgesOf(record, basis),
    objectives: rhythm === 'quarterly' ? lookedBack(record, told, most, basis) : [],
  };
}

const shortened = ({ rows, count }: Some<OpenedBet>, most: number, basis: DigestBasis): Some<DigestBet> => ({
  rows: rows.slice(0, most).map((bet) => betOf(bet, basis)),
  count,
});

const firstOf = <Row>(rows: Row[], most: number): Some<Row> => ({ rows: rows.slice(0, most), count: rows.length });

const named = ({ map, disclosure }: DigestBasis, name: string | undefined): Metric | undefined =>
  map.metrics.find((metric) => metric.name === name && isNameable(metric, disclosure));

/** By its number: a digest has no room for the titles of what is owed. */
function nameableSilent({ metric, title: _, ...bet }: SilentBet, basis: DigestBasis): SilentBet {
  return metric !== undefined && named(basis, metric) ? { ...bet, metric } : bet;
}

function betOf({ owner, repository, number, title, keyResults }: OpenedBet, basis: DigestBasis): DigestBet {
  const { map, mayQuote } = basis;
  const known = map.objectives.flatMap((objective) => objective.keyResults);
  const isNamed = (id: string) => known.some((keyResult) => keyResult.id === id && named(basis, keyResult.metric));
  return {
    ...{ owner, repository, number },
    keyResults: keyResults.filter(isNamed),
    ...(title !== undefined && mayQuote(repository) ? { title } : {}),
  };
}

function concludedOf(entry: LedgerEntry, basis: DigestBasis): ConcludedBet {
  const { at, decision, learned, repository } = entry;
  const metric = named(basis, entry.metric);
  const isShown = metric !== undefined && shownOf(basis.disclosure, metric) === 'figures';
  const verdict = isShown && entry.verdict ? { verdict: entry.verdict } : metric && againstZero(entry);
  return {
    ...betOf(entry, basis),
    at,
    ...(metric && { metric: { name: metric.name, title: metric.title } }),
    ...(verdict && { verdict }),
    ...(metric && entry.effect ? { effect: ownSign(entry.effect, metric) } : {}),
    ...(decision && { decision }),
    ...(learned !== undefined && basis.mayQuote(repository) ? { learned } : {}),
  };
}

/** What was expected may have been a size that tells the level: by the interval alone, which is relative. */
function againstZero({ effect, verdict }: LedgerEntry): ConcludedBet['verdict'] {
  if (verdict === 'no-data') return { verdict };
  if (!effect) return undefined;
  return { verdict: effect.low > 0 ? 'moved' : effect.high < 0 ? 'backfired' : 'inconclusive', unheld: true };
}

/** In the ledger good is positive. */
const ownSign = ({ relative, low, high }: NonNullable<LedgerEntry['effect']>, { good }: Metric) =>
  good === 'up' ? { relative, low, high } : { relative: 0 - relative, low: 0 - high, high: 0 - low };

const hasMovedWell = ({ verdict }: ConcludedBet) => verdict?.verdict === 'moved' || verdict?.verdict === 'moved-less';

function metricRows({ map, disclosure, readings, edition }: DigestBasis): Pick<Digest, 'metrics' | 'moreMetrics'> {
  const { metrics, more } = digestMetrics(map, edition.rhythm, disclosure);
  const rows = metrics.map((metric) => {
    const figures = shownOf(disclosure, metric) === 'figures';
    const { level, weeks, ...course }: MetricCourse = courseOf(readings.get(metric.name), edition);
    if (!figures) return { metric, figures, weeks, ...inShort(course) };
    return { metric, figures, weeks, ...course, ...(level === undefined ? {} : { level }) };
  });
  return { metrics: rows, moreMetrics: more };
}

function wouldStop({ withoutReference, pace }: DigestRecord, map: OutcomeMap, most: number): Pick<Digest, 'wouldStop'> {
  if (map.policy.mode !== 'advise') return {};
  const of = (result: string) =>
    pace.merged.filter((row) => row.result === result).reduce((sum, { count }) => sum + count, 0);
  const merged = pace.merged.reduce((sum, { count }) => sum + count, 0);
  return { wouldStop: { rows: withoutReference.slice(0, most), count: of('no-reference'), merged } };
}

function edgesOf({ trials }: DigestRecord, basis: DigestBasis): EdgeThatDidNotHold[] {
  const { since } = basis.edition;
  const failed = trials
    .filter((trial) => trial.at >= since && hasMoved(trial) && !hasFollowed(trial))
    .filter(({ lower, upper }) => named(basis, lower) && named(basis, upper));
  const edgeOf = ({ lower, upper }: EdgeTrial) => JSON.stringify([lower, upper]);
  const asked = new Set(failed.map(edgeOf));
  return edgeRecords(trials.filter((trial) => asked.has(edgeOf(trial)))).map(
    ({ lower, upper, moved, followed, doubtful }) => ({ lower, upper, moved, followed, doubtful }),
  );
}

function lookedBack(
  { shippedFor }: DigestRecord,
  concluded: ConcludedBet[],
  most: number,
  basis: DigestBasis,
): Digest['objectives'] {
  const on = (id: string) => concluded.filter(({ keyResults }) => keyResults.includes(id));
  const ofKeyResult = (keyResult: KeyResult): KeyResultLookedBack => {
    const metric = named(basis, keyResult.metric);
    const figures = metric !== undefined && shownOf(basis.disclosure, metric) === 'figures';
    const { level } = courseOf(basis.readings.get(keyResult.metric), basis.edition);
    const bets = on(keyResult.id);
    return {
      ...{ keyResult, figures },
      ...(metric && { metric }),
      ...(figures && level !== undefined ? { reached: level, progress: wayOf(keyResult, level) } : {}),
      shipped: shippedFor
        .filter(({ keyResults }) => keyResults.includes(keyResult.id))
        .reduce((sum, { count }) => sum + count, 0),
      moved: bets.filter(hasMovedWell).length,
      concluded: bets.length,
    };
  };
  return basis.map.objectives.flatMap(({ id, title, keyResults }) => {
    const shown = keyResults.filter(({ metric }) => named(basis, metric));
    const bets = concluded.filter((bet) => shown.some((keyResult) => bet.keyResults.includes(keyResult.id)));
    const words = basis.disclosure.ofOthers === 'nothing' ? id : title;
    return shown.length === 0
      ? []
      : [{ id, title: words, keyResults: shown.map(ofKeyResult), bets: firstOf(bets, most) }];
  });
}

const wayOf = ({ from, to }: KeyResult, level: number) => Math.min(1, Math.max(0, (level - from) / (to - from)));
