import { judgeReleases } from '../../src/cli/backtest/judge-releases.ts';
import type { Release } from '../../src/cli/backtest/read-releases.ts';
import { day } from '../../src/domain/day.ts';
import { generatedSeries, type RealOrMade } from '../../test/stage/series/generated-series.ts';
import { uniform } from '../../test/stage/series/seeded-random.ts';
import { packagedSeries } from './packaged-series.ts';
import { shareOf, table, type Wish } from './table.ts';

const mostReleases = 20;
const historyDays = 120;
/** Days from one release to the next, at random up to twice as many. */
const paces: Record<string, number> = { 'every four days': 4, 'every nine days': 9, 'every eighteen days': 18 };

/** Twenty releases that do nothing, on one metric: how many such reports say that any of them moved it. */
export function ofReleases({ windows: count, seed }: Wish): string {
  // A single report, as a test makes it, is a short one.
  const releaseCount = Math.min(mostReleases, 4 * count);
  const rows = Object.entries(paces).map(([name, pace]) => {
    const days = historyDays + (releaseCount + 2) * pace + 28;
    const pool = [...generatedSeries(seed), ...packagedSeries()].filter(({ values }) => values.length >= days);
    const reports = Array.from({ length: count }, (_, at) => {
      const random = uniform(seed * 7919 + at);
      const metric = pool[Math.floor(random() * pool.length)] as RealOrMade;
      return reportOf(metric, { pace, days, releaseCount }, random);
    });
    const all = reports.flat();
    const told =
      (...named: string[]) =>
      (verdict: string | undefined) =>
        named.includes(verdict ?? '');
    return [
      name,
      shareOf(reports.map((report) => report.some(told('moved')))),
      shareOf(reports.map((report) => report.some(told('moved', 'backfired')))),
      shareOf(all.map(told('moved', 'backfired'))),
    ];
  });
  const head = ['20 releases that do nothing', 'reports with any moved', 'or moved the wrong way', 'of all releases'];
  return `${table(head, rows)}\n\n${count} reports a row, windows of 28 days; in % with the standard error.`;
}

/** The verdict on each release. */
function reportOf(
  { values }: RealOrMade,
  { pace, days, releaseCount }: Record<'pace' | 'days' | 'releaseCount', number>,
  random: () => number,
) {
  const offset = Math.floor(random() * (values.length - days + 1));
  const samples = values.slice(offset, offset + days).map((value, at) => ({ t: at * day, value }));
  const releases: Release[] = [];
  for (let at = historyDays; releases.length < releaseCount; at += 1 + Math.floor(random() * (2 * pace - 1)))
    releases.push({ name: `v${releases.length}`, moment: { at: at * day, wall: at * day, isDay: true } });
  const rows = judgeReleases(
    { bucket: 'day', samples: samples.filter(({ value }) => Number.isFinite(value)) },
    releases,
    { windowDays: 28, good: 'up', neverFalls: true },
  );
  return rows.map(({ verdict }) => verdict);
}
