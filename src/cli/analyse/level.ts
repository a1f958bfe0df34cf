import { buckets } from '../../analysis/bucket.ts';
import type { Unanswerable } from '../../analysis/effect.ts';
import { attainedLevel } from '../../analysis/level/attained-level.ts';
import { betterBy, levelVerdict, standsAt, type WantedLevel } from '../../analysis/level/level-verdict.ts';
import type { Series } from '../../analysis/samples.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import { day } from '../../domain/day.ts';
import { levelBetween } from '../../domain/metric/baseline.ts';
import { formatLevel, formatLevels, noBreak } from '../../render/words/figures.ts';
import { terminalChart } from './terminal-chart.ts';

interface Asked {
  series: Series;
  name: string;
  isShare: boolean;
  wanted: WantedLevel;
  /** The buckets of the release, and the end of the last one that is read. */
  from: number;
  to: number;
  until: number;
  /** People say that it is not a running total. */
  neverFalls: boolean;
}

interface Refused {
  problem: Unanswerable;
}

/** An expected level: the level of the last week, without a claim about its cause. */
export function levelReadout({ series, name, isShare, wanted, from, to, until, neverFalls }: Asked): string | Refused {
  const unit = isShare ? 'ratio' : 'count';
  const plain = (text: string) => text.replaceAll(noBreak, ' ');
  const expected = `${wanted.bound === 'at-least' ? 'at least' : 'at most'} ${plain(formatLevel(wanted.value, unit, { exact: true }))}`;
  const before = levelBetween(series, from - 28 * day, from);
  const stood = before !== undefined && standsAt(before, wanted);
  const answer = attainedLevel(series, { from: to, until, good: betterBy(wanted), neverFalls });
  if (answer?.kind === 'unanswerable' && answer.reason !== 'too-few-after') return { problem: answer };
  const said = (): [Verdict, string[]] => {
    if (!answer)
      return [
        'no-data',
        [`There is no value of ${name} in the last 7 days: nobody has used it, or it is not counted.`],
      ];
    if (answer.kind === 'unanswerable') return ['inconclusive', [answer.text]];
    const [at, low, high] = formatLevels([answer.level, answer.low, answer.high], unit).map(plain);
    const level = `${name} is at ${at} in the last 7 days (95% interval ${low} to ${high}); ${expected} was expected.`;
    const nothing = 'A level claims no effect: what it would be without the release is not known.';
    return stood
      ? ['inconclusive', [level, `It stood at ${plain(formatLevel(before, unit))} before the release already.`]]
      : [levelVerdict(answer, wanted), [level, nothing]];
  };
  const [verdict, sentences] = said();
  const { length } = buckets[series.bucket];
  return [
    verdict,
    '',
    ...sentences,
    '',
    terminalChart(series.samples, [], { releaseAt: from, length }),
    `o ${name}, | release`,
  ].join('\n');
}
