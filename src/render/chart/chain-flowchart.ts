import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Forecast, KeyResultNow } from '../../domain/forecast/forecast.ts';
import type { EdgeRecord } from '../../domain/ledger/edge-record.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { MetricLevel } from '../../domain/metric/metric-level.ts';
import type { Answer, MovementReadout } from '../../domain/readout/readout.ts';
import type { ReadoutView, Went } from '../../domain/readout/readout-view.ts';
import type { Fold } from '../comment/fold.ts';
import { dayOf, formatDate } from '../words/dates.ts';
import { distinct } from '../words/distinct.ts';
import { moveOf } from '../words/effect-in-words.ts';
import { formatLevel, formatLevels } from '../words/figures.ts';
import { shortChange, showsFigures } from '../words/movement-in-words.ts';
import { type Sizes, sizesOf } from '../words/sizes.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { type FlowEdge, type FlowNode, flowchart } from './flowchart.ts';

const mostStaked = 5;
const mostKeyResults = 5;
/** A lattice has more edges than anyone follows with the eye. */
const mostEdges = 40;

interface DrawnMetric {
  metric: Metric;
  /** Under its title. */
  lines: string[];
  known: boolean;
  staked?: { label?: string };
}

/** The way up from this pull request through its metrics to the top of the tree, with where each stands. */
export function forecastChain({ rows, tree, keyResults, edges, disclosure, asOf }: Forecast): Fold | undefined {
  const staked = new Map(rows.slice(0, mostStaked).map((row) => [row.movement.metric.name, row]));
  const metrics = tree.map(({ metric, level }): DrawnMetric => {
    const row = staked.get(metric.name);
    const expected = row && shortChange(row.movement, disclosure);
    return {
      metric,
      lines: level ? [levelInWords(level, metric, disclosure)] : [],
      known: level?.kind === 'level',
      ...(row ? { staked: expected === undefined ? {} : { label: `expects ${expected}` } } : {}),
    };
  });
  return drawn(metrics, keyResults, edges, disclosure, asOf, 'mean of the last 28 days, against the 28 days before');
}

/** The same with what each metric did since the release. */
export function readoutChain(readout: ReadoutView): Fold | undefined {
  const { movements, upstream, keyResults, edges, disclosure, reader } = readout;
  const metrics = [
    ...distinct(movements.slice(0, mostStaked), ({ movement }) => movement.metric.name).map((movement) =>
      stakedMetric(movement, disclosure),
    ),
    ...upstream.map(({ metric, answer, went }) => ({
      metric,
      ...moveInLabel(answer, sizesOfAnswer(answer, metric, disclosure), went),
    })),
  ];
  return drawn(
    metrics,
    keyResults,
    edges,
    disclosure,
    reader,
    `the effect over the same ${readout.afterDays} days, with its interval`,
  );
}

const sizesOfAnswer = (answer: Answer, metric: Metric, disclosure: Disclosure) =>
  sizesOf(answer.kind === 'effect' ? answer.inUnit : undefined, metric, disclosure);

function stakedMetric({ movement: { metric }, answer, verdict }: MovementReadout, disclosure: Disclosure): DrawnMetric {
  if (answer.kind === 'level') return { metric, lines: [shortVerdict(verdict, true)], known: true, staked: {} };
  const { lines, known } = moveInLabel(answer, sizesOfAnswer(answer, metric, disclosure));
  return { metric, lines: [...new Set([...lines, shortVerdict(verdict)])], known, staked: {} };
}

function drawn(
  metrics: DrawnMetric[],
  keyResults: KeyResultNow[],
  edges: EdgeRecord[],
  disclosure: Disclosure,
  reader: Date,
  legend: string,
): Fold | undefined {
  const staked = metrics.filter((one) => one.staked);
  if (staked.length === 0) return undefined;
  const idOf = new Map(metrics.map(({ metric }, at) => [metric.name, `m${at}`]));
  const nodes: FlowNode[] = [
    { id: 'bet', lines: ['This pull request'], shape: 'round', frame: 'thick' },
    ...metrics.map(
      ({ metric, lines, known, staked }, at): FlowNode => ({
        id: `m${at}`,
        lines: [metric.title, ...lines],
        ...(known ? (staked ? { frame: 'thick' } : {}) : { frame: 'broken' }),
      }),
    ),
  ];
  const ways: FlowEdge[] = [
    ...staked.map(({ metric, staked }) => ({ from: 'bet', to: idOf.get(metric.name) ?? '', ...staked })),
    ...metrics.flatMap(({ metric }) => upwards(metric, idOf, edges)),
  ];
  for (const [at, row] of keyResults.slice(0, mostKeyResults).entries()) {
    const from = idOf.get(row.metric.name);
    if (from === undefined) continue;
    nodes.push({ id: `k${at}`, lines: keyResultLines(row, disclosure, reader), shape: 'round' });
    ways.push({ from, to: `k${at}`, dotted: true, open: true });
  }
  const unknown = metrics.every(({ known }) => known) ? '' : ' A broken frame is a metric without a figure.';
  const doubtful = edges.some(({ doubtful }) => doubtful) ? ' A dotted arrow has not held so far.' : '';
  return {
    summary: 'The metric tree above',
    content: `${flowchart(nodes, ways.slice(0, mostEdges))}\n\nUnder each metric: ${legend}.${unknown}${doubtful}`,
  };
}

function upwards({ name, drives }: Metric, idOf: Map<string, string>, edges: EdgeRecord[]): FlowEdge[] {
  return [...new Set(drives)].flatMap((upper): FlowEdge[] => {
    const [from, to] = [idOf.get(name), idOf.get(upper)];
    if (from === undefined || to === undefined || from === to) return [];
    const record = edges.find((edge) => edge.lower === name && edge.upper === upper);
    if (!record || record.moved === 0) return [{ from, to }];
    const held = `followed ${record.followed} of ${record.moved}`;
    return [{ from, to, label: record.doubtful ? `${held}: to challenge` : held, dotted: record.doubtful }];
  });
}

function keyResultLines({ keyResult, metric }: KeyResultNow, disclosure: Disclosure, reader: Date): string[] {
  const by = `by ${formatDate(dayOf(keyResult.by), reader)}`;
  if (!showsFigures(disclosure, metric)) return [keyResult.id, by];
  const levels = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  return [keyResult.id, `${levels.join(' to ')} ${by}`];
}

function levelInWords(found: MetricLevel, metric: Metric, disclosure: Disclosure): string {
  if (found.kind !== 'level') return found.kind === 'empty' ? 'no data' : 'cannot be read';
  const { level, change } = found;
  const recent = change === undefined ? [] : [moveOf({ relative: change })];
  return [...(showsFigures(disclosure, metric) ? [formatLevel(level, metric.unit)] : []), ...recent].join(', ');
}

/** @param went where the bet is not about the metric and no verdict says what to think of it */
function moveInLabel(answer: Answer, sizes: Sizes, went?: Went): { lines: string[]; known: boolean } {
  if (answer.kind !== 'effect') return { lines: [withoutFigure[answer.kind]], known: false };
  const figures = [moveOf(answer, sizes), sizes.span(answer)];
  return { lines: went ? [...figures, judged[went]] : figures, known: true };
}

const withoutFigure = { failed: 'cannot be read', 'no-data': 'no data', unanswerable: 'cannot be said' };

const judged: Record<Went, string> = {
  better: 'for the better',
  worse: 'for the worse',
  unclear: 'too early to say',
};
