import { describe, expect, test } from 'vitest';
import { createStore } from '../../../src/db/stores/store.ts';
import type { PushedSample } from '../../../src/domain/metric/pushed.ts';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { connectorContract, type Served, type ServedRow } from '../../contracts/connector-contract.ts';
import { silent } from '../../stage/world/silent-log.ts';
import { useDatabase } from '../../stage/world/use-world.ts';

describe('push', () => {
  const database = useDatabase();
  const store = () => createStore(database.database, async () => {});
  let owners = 0;
  const connection = { type: 'push' };
  const sampleOf = ({ t, arm = '', ...figures }: ServedRow): PushedSample => ({
    at: new Date(t),
    arm: String(arm),
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, cell]) => [name, cell === null ? null : Number(cell)]),
    ),
  });
  const serve = async (rows: ServedRow[]): Promise<Served> => {
    owners += 1;
    const [ownerId, { t, ...first }] = [owners, rows[0] as ServedRow];
    const push = { columns: Object.keys(first), dates: t.length === 10, revise: false, samples: rows.map(sampleOf) };
    await store().keepPushed(ownerId, 'q', push);
    return {
      connection,
      hidden: [],
      pushedOf: () => ({ pushed: (_, metric, asked) => store().pushed(ownerId, metric, asked) }),
    };
  };
  connectorContract(
    async () => ({
      serve,
      unreachable: async () => ({
        connection,
        hidden: ['db.internal'],
        pushedOf: () => ({ pushed: () => Promise.reject(new Error('db.internal is gone')) }),
      }),
      broken: () => Promise.reject(new Error('not asked for')),
      hanging: async () => ({ connection, hidden: [], pushedOf: () => ({ pushed: () => new Promise(() => {}) }) }),
      stop: async () => {},
    }),
    {
      keepsOrder: 'it has one sample for each time',
      holdsOnlyNumbers: 'others are refused',
      cannotBreak: 'it has no query',
      isPushed: true,
    },
  );

  describe('what is not there', () => {
    const read = async (source: string, withRecord = true): Promise<Reading> => {
      const { pushedOf } = await serve([{ t: '2026-10-01', value: 3 }]);
      const file = { file: 's.yml', text: 'connections: { pushed: { type: push } }', environment: {} };
      const parsed = parseSources({ ...file, place: { folder: '/' } });
      if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
      const reader = metricReader({ sources: parsed.value, log: silent, ...(withRecord && pushedOf && { pushedOf }) });
      const metric = { name: 'm', title: 'M', unit: 'count', good: 'up', drives: [], source } as const;
      const window = { from: new Date('2026-11-01'), to: new Date('2026-12-01') };
      return reader.read({ owner: 'acme', ownerId: 7, metric: { ...metric, drives: [] }, ...window });
    };
    const failed = (reason: string, text: string) => ({ kind: 'failed', failure: { reason, text } });

    test('nothing was ever pushed', async () => {
      expect(await read('pushed/signups')).toEqual(failed('not-pushed', 'nothing was ever pushed to it'));
    });

    test('nothing has come for the days asked for', async () => {
      expect(await read('pushed/q')).toEqual(
        failed('not-pushed', 'it was pushed until 2026-10-01, and nothing has come since'),
      );
    });

    test('a name that nothing could be pushed to', async () => {
      expect(await read('pushed/sign ups')).toMatchObject({ failure: { reason: 'unknown-source' } });
    });

    test('a command, which has no record', async () => {
      expect(await read('pushed/q', false)).toEqual(
        failed('unreachable', 'what was pushed is known to the server alone'),
      );
    });
  });
});
