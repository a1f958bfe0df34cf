import { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { SourceFailure } from '../source-failure.ts';
import type { Window } from '../window.ts';
import type { Evaluations } from './evaluations.ts';

const matrix = z.object({
  status: z.literal('success'),
  /**
   * From Thanos, Mimir and Prometheus itself: a part of the servers did not answer, or the figures are unreliable. Mere
   * notices are in `infos`.
   */
  warnings: z.array(z.unknown()).optional(),
  /** From VictoriaMetrics: some of its storage nodes did not answer. */
  isPartial: z.boolean().optional(),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({
        values: z.array(z.tuple([z.number(), z.string()])).optional(),
        histograms: z.array(z.unknown()).optional(),
      }),
    ),
  }),
});

/**
 * The value at each time of evaluation (seconds since the epoch) that has one, as Prometheus writes it: `0.031`, `NaN`,
 * `+Inf`.
 */
export type Points = [number, string][];

const values = z.object({ status: z.literal('success'), data: z.array(z.string()) });

/** Those of the names that a server has series of: its `/api/v1/label/__name__/values`. */
export async function namesKnown(
  { url, ask }: Endpoint,
  names: string[],
  { from, to }: Window,
  signal: AbortSignal,
): Promise<string[]> {
  const asked = new URL(`${url.pathname.replace(/\/$/, '')}/api/v1/label/__name__/values`, url);
  const seconds = (at: Date) => String(at.getTime() / 1000);
  const matches = names.map((name): [string, string] => ['match[]', name]);
  asked.search = new URLSearchParams([...matches, ['start', seconds(from)], ['end', seconds(to)]]).toString();
  const answer = values.safeParse((await ask({ url: asked }, signal)).json);
  if (!answer.success) throw new SourceFailure('query-failed', 'the source did not answer as Prometheus does');
  return answer.data.data;
}

/** Calls a server's `/api/v1/query_range`. */
export function prometheusClient({ url, ask }: Endpoint) {
  const api = new URL(`${url.pathname.replace(/\/$/, '')}/api/v1/query_range`, url);
  return async (query: string, { start, end, step }: Evaluations, signal: AbortSignal): Promise<Points> => {
    const asked = new URL(api);
    // VictoriaMetrics rounds the times of long ranges to multiples of the step, for its cache; others do not know the word.
    const times = { start: `${start}`, end: `${end}`, step: `${step}`, nocache: '1' };
    asked.search = new URLSearchParams({ query, ...times }).toString();
    const answer = matrix.safeParse((await ask({ url: asked }, signal)).json);
    if (!answer.success) throw new SourceFailure('query-failed', 'the source did not answer as Prometheus does');
    if (answer.data.warnings?.length)
      throw new SourceFailure(
        'query-failed',
        'the source answered with warnings: the answer may lack a part, which would look like a change',
        { warnings: answer.data.warnings.length },
      );
    if (answer.data.isPartial)
      throw new SourceFailure(
        'query-failed',
        'the source says that its answer is partial: it may lack a part, which would look like a change',
      );
    const { result } = answer.data.data;
    if (result.some(({ histograms }) => histograms?.length))
      throw new SourceFailure(
        'query-failed',
        'the query gives histograms where a number is expected: put it into histogram_quantile(...), histogram_count(...) or histogram_sum(...)',
      );
    if (result.length > 1)
      throw new SourceFailure(
        'query-failed',
        `the query gives ${result.length} series where one is expected: put it into sum(...), avg(...) or max(...)`,
        { series: result.length },
      );
    const points = result[0]?.values ?? [];
    const moved = points.filter(([at]) => at < start || at > end || (at - start) % step !== 0).length;
    if (moved > 0)
      throw new SourceFailure(
        'query-failed',
        'the source answered for other times than it was asked for: a cache before it may align them to its steps',
        { moved },
      );
    if (new Set(points.map(([at]) => at)).size < points.length)
      throw new SourceFailure(
        'query-failed',
        'the source gives two figures for one time: servers side by side may answer at once, without their figures being merged',
      );
    return points;
  };
}
