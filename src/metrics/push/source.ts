import type { PushedSample } from '../../domain/metric/pushed.ts';
import type { Connector } from '../connector.ts';
import { framesOf } from '../frames-of.ts';
import type { OwnPushed, Row, RowsRequest } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { type PushConfig, pushConfig } from './config.ts';

/** What the owner of the metric pushed under the name. */
export const push: Connector<PushConfig> = {
  config: pushConfig,
  open: () => ({
    async rows({ query, pushed, from, to, maxRows }) {
      if (!pushed) throw new SourceFailure('unreachable', 'what was pushed is known to the server alone');
      const found = await read(pushed, query, { from, to, most: maxRows + 1 });
      // Without the name: not everybody may know what a source is called.
      if (!found) throw new SourceFailure('not-pushed', 'nothing was ever pushed to it');
      const { dates, until, samples } = found;
      // Missing days say nothing: their samples may still arrive.
      if (samples.length === 0 && until < from)
        throw new SourceFailure(
          'not-pushed',
          `it was pushed until ${until.toISOString().slice(0, 10)}, and nothing has come since`,
        );
      return samples.map((sample) => rowOf(sample, dates));
    },
    async close() {},
  }),
};

async function read(pushed: OwnPushed, query: string, asked: Pick<RowsRequest, 'from' | 'to'> & { most: number }) {
  try {
    return await pushed.read(query, asked);
  } catch (cause) {
    throw new SourceFailure('unreachable', 'what was pushed could not be read from the database', framesOf(cause));
  }
}

const rowOf = ({ at, arm, figures }: PushedSample, dates: boolean): Row => ({
  t: dates ? at.toISOString().slice(0, 10) : at,
  ...(arm !== '' && { arm }),
  ...figures,
});
