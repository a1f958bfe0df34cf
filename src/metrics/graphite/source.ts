import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { type GraphiteConfig, type GraphiteQuery, graphiteConfig } from './config.ts';

const answer = z.array(z.object({ datapoints: z.array(z.tuple([z.unknown(), z.number()])) }));

/** Graphite: each target is asked of `/render` as JSON, and targets of one query are joined by time. */
export const graphite: Connector<GraphiteConfig> = {
  config: graphiteConfig,
  open(config, place) {
    const endpoint = openEndpoint(config, place);
    const render = new URL(`${endpoint.url.pathname.replace(/\/$/, '')}/render`, endpoint.url);

    async function pointsOf(target: string, { from, to }: { from: Date; to: Date }, signal: AbortSignal) {
      const url = new URL(render);
      // It leaves out the very moment of `from`.
      const [before, until] = [from.getTime() / 1_000 - 1, to.getTime() / 1_000].map(Math.floor);
      url.search = new URLSearchParams({
        target,
        format: 'json',
        tz: 'UTC',
        from: `${before}`,
        until: `${until}`,
      }).toString();
      const read = answer.safeParse((await endpoint.ask({ url }, signal)).json);
      if (!read.success) throw new SourceFailure('query-failed', 'the source did not answer as Graphite does');
      if (read.data.length > 1)
        throw new SourceFailure(
          'query-failed',
          `the target gives ${read.data.length} series where one is expected: put it into sumSeries(...), averageSeries(...) or maxSeries(...)`,
          { series: read.data.length },
        );
      const [series] = read.data;
      // A series without points has nulls. Nothing is also what it answers to a target that it cannot read.
      if (!series)
        throw new SourceFailure(
          'query-failed',
          'the target finds no series: it may be misspelled, or have an error in it',
        );
      return series.datapoints;
    }

    return {
      async rows({ query, signal, ...window }) {
        const rows = new Map<number, Row>();
        for (const [column, target] of Object.entries(config.queries.get(query) as GraphiteQuery))
          for (const [value, t] of target === undefined ? [] : await pointsOf(target, window, signal))
            if (value !== null) rows.set(t, { ...rows.get(t), t, [column]: value });
        return [...rows.values()];
      },
      close: async () => endpoint.close(),
    };
  },
};
