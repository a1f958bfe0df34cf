import type { MetricPage } from '../../../domain/portfolio/metric-page.ts';
import { type CsvValue, csvLine } from '../../words/csv-line.ts';

const names = 'figure,at,value,low,high,bet,verdict\r\n';

/** The figures of a metric's page, or of a key result's: levels by day, the way to the target, releases, and what each bet did. */
export function metricCsv({ course, target, releases, entries }: MetricPage): string {
  const isShown = course.kind === 'days';
  const line = (...[figure, at, value, low, high, bet, verdict]: CsvValue[]) =>
    csvLine([figure, at, value, low, high, bet, verdict]);
  const day = (t: number) => new Date(t).toISOString();
  return [
    names,
    ...(isShown ? course.days.map(({ t, value }) => line('level', day(t), value)) : []),
    ...(isShown && target ? [line('target', target.keyResult.by, target.keyResult.to)] : []),
    ...(isShown ? (target?.path ?? []).map(({ at, level }) => line('way', day(at), level)) : []),
    ...releases.map(({ at, repository, number }) =>
      line('release', at.toISOString(), undefined, undefined, undefined, `${repository}#${number}`),
    ),
    ...entries.flatMap(({ at, repository, number, effect, expected, verdict, closed }) => {
      const bet = `${repository}#${number}`;
      return [
        ...(expected ? [line('expected change', undefined, undefined, expected.low, expected.high, bet)] : []),
        ...(effect
          ? [line('measured change', at.toISOString(), effect.relative, effect.low, effect.high, bet, verdict)]
          : []),
        ...(closed ? [line('share of the gap', at.toISOString(), closed.share, closed.low, closed.high, bet)] : []),
      ];
    }),
  ].join('');
}
