import type { Ratio } from '../../analysis/ratio-of-effects.ts';
import type { ForecastView } from '../../domain/forecast/forecast-view.ts';
import type { EdgeRecord } from '../../domain/ledger/edge-record.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { titleOf } from '../words/movement-in-words.ts';

const most = 2;

export function edgeLines({ triedEdges, tree }: ForecastView): string[] {
  const metrics = tree.map(({ metric }) => metric);
  return triedEdges.flatMap((edge) => edgeLine(edge, metrics) ?? []).slice(0, most);
}

/**
 * What earlier bets have shown of an edge: `**Does it carry** Of 3 bets that moved Sign-ups, Completed projects followed in 2: +0.4% for
 * each +1% (interval +0.1% to +0.8%).` Undefined where its metrics may not be named. Relative figures alone.
 */
function edgeLine(
  { lower, upper, moved, followed, ratio, doubtful }: EdgeRecord,
  metrics: Metric[],
): string | undefined {
  const [below, above] = [lower, upper].map((name) => metrics.find((metric) => metric.name === name));
  if (!below || !above) return undefined;
  const bets = moved === 1 ? 'the one bet that' : `${moved} bets that`;
  const times = followed === 0 ? 'none' : moved === 1 ? 'it' : String(followed);
  const lead =
    moved === 1
      ? `${titleOf(above, 60)} ${followed === 1 ? 'followed' : 'did not follow'} in ${bets} moved ${titleOf(below, 60)}`
      : `Of ${bets} moved ${titleOf(below, 60)}, ${titleOf(above, 60)} followed in ${times}`;
  return `**${doubtful ? 'An assumption to challenge' : 'Does it carry'}** ${lead}${ratio ? `: ${carried(ratio, below, above)}` : ''}.`;
}

/** Each metric in its own sign: a latency that falls is `-1%`. */
export function carried({ value, low, high }: Ratio, below: Metric, above: Metric): string {
  const each = formatRelative(below.good === 'up' ? 0.01 : -0.01);
  const signed = ([value, low, high] as const).map((ratio) => (above.good === 'up' ? ratio : -ratio) / 100);
  const [relative = 0, ...ends] = signed;
  const interval = formatRelativeSpan({ low: Math.min(...ends), high: Math.max(...ends) });
  return `${formatRelative(relative)} for each ${each} (interval ${interval})`;
}
