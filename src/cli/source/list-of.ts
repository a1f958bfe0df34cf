import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import { asTable } from '../ledger/as-table.ts';
import type { Column } from '../ledger/column.ts';
import { healthOf } from './health-of.ts';
import type { Queries, Read, Shown } from './read-query.ts';

const days = 28;

interface Row {
  name: string;
  isWell: boolean;
  last?: string;
  behind?: string;
  gaps?: string;
  took?: string;
  /** What an operator should look at. */
  remark?: string;
}

const columns: Column<Row>[] = [
  { title: 'source', text: ({ name }) => name },
  { title: 'last value', text: ({ last }) => last ?? '' },
  { title: 'delay', text: ({ behind }) => behind ?? '' },
  { title: 'gaps', text: ({ gaps }) => gaps ?? '', align: 'right' },
  { title: 'took', text: ({ took }) => took ?? '', align: 'right' },
  { title: 'remark', text: ({ remark }) => remark ?? '', flexible: true },
];

/** All queries of all connections, those of one connection one after the other. */
export async function listOf({ sources, read }: Queries): Promise<Shown> {
  const rows = await Promise.all(
    [...sources].map(async ([connection, { queries, isBilledByScan, source }]): Promise<Row[]> => {
      if (source.outlet)
        return [{ name: connection, isWell: true, remark: `sends only: news of ${source.outlet.events.join(', ')}` }];
      if (!queries)
        return [
          { name: connection, isWell: true, remark: 'takes what is pushed: `soundings token list` tells who may' },
        ];
      const found: Row[] = [];
      for (const query of queries) {
        const name = `${connection}/${query}`;
        const billed = { name, isWell: true, remark: `billed by scan: try it by \`soundings source test ${name}\`` };
        found.push(isBilledByScan ? billed : rowOf(await read(name, days)));
      }
      return found;
    }),
  );
  const all = rows.flat();
  if (all.length === 0) return { text: 'there are no connections in the file of sources', isWell: false };
  return {
    text: asTable(columns, all, process.stdout.columns ?? 120).trimEnd(),
    isWell: all.every(({ isWell }) => isWell),
  };
}

function rowOf({ name, timezone, reading, tookMs }: Read): Row {
  const took = `${(tookMs / 1_000).toFixed(1)} s`;
  if (reading.kind === 'failed') return { name, isWell: false, took, remark: reading.failure.text };
  const health = reading.kind === 'samples' ? healthOf(reading.series, timezone, Date.now()) : undefined;
  if (reading.kind !== 'samples' || !health)
    return { name, isWell: false, took, remark: `no rows for the last ${days} days` };
  const { series } = reading;
  const looked = lookAtHistory(series);
  const remark = 'kind' in looked ? looked.text : looked.warnings[0]?.text;
  return {
    name,
    isWell: true,
    last: new Date(health.last).toISOString().slice(0, series.bucket === 'day' ? 10 : 16),
    behind: health.behind === 0 ? 'none' : `${health.behind} ${series.bucket}${health.behind === 1 ? '' : 's'}`,
    gaps: String(health.missing.length),
    took,
    ...(remark === undefined ? {} : { remark }),
  };
}
