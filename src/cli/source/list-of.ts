import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import type { PushedSeries } from '../../db/stores/pushed-store.ts';
import type { LatestRead } from '../../domain/metric/source-read.ts';
import type { Connection } from '../../metrics/sources.ts';
import { dayOf } from '../../metrics/window.ts';
import { findingOf } from '../../render/words/finding-in-words.ts';
import { counted } from '../../render/words/words.ts';
import { asTable } from '../ledger/as-table.ts';
import type { Column } from '../ledger/column.ts';
import { behindOf, healthOf } from './health-of.ts';
import { seconds, whyNone } from './no-figures.ts';
import type { Queries, Read, Shown } from './read-query.ts';
import type { SourcesRecord } from './record-of-sources.ts';

const days = 28;

interface Row {
  name: string;
  isWell: boolean;
  lastRead?: string;
  last?: string;
  behind?: string;
  gaps?: string;
  took?: string;
  cost?: string;
  /** What an operator should look at. */
  remark?: string;
}

const columns: Column<Row>[] = [
  { title: 'source', text: ({ name }) => name },
  { title: 'server read', text: ({ lastRead }) => lastRead ?? '' },
  { title: 'last value', text: ({ last }) => last ?? '' },
  { title: 'delay', text: ({ behind }) => behind ?? '' },
  { title: 'gaps', text: ({ gaps }) => gaps ?? '', align: 'right' },
  { title: 'took', text: ({ took }) => took ?? '', align: 'right' },
  { title: 'cost', text: ({ cost }) => cost ?? '' },
  { title: 'remark', text: ({ remark }) => remark ?? '', flexible: true },
];

/** All queries of all connections, those of one connection one after the other; `record`: what the server knows of them. */
export async function listOf({ sources, read }: Queries, record: SourcesRecord | { problem: string }): Promise<Shown> {
  const { reads, pushed } = 'problem' in record ? { reads: [], pushed: [] } : record;
  const rows = await Promise.all(
    [...sources].map(async ([connection, set]): Promise<Row[]> => {
      const { queries, isBilledByScan, source } = set;
      if (source.outlet)
        return [{ name: connection, isWell: true, remark: `sends only: news of ${source.outlet.events.join(', ')}` }];
      if (!queries) return pushedRows(connection, set, pushed);
      const found: Row[] = [];
      for (const query of queries) {
        const name = `${connection}/${query}`;
        const isForExperiments = source.takesExperiment?.(query) === true;
        const remark = `not read now: \`soundings source test ${name}${isForExperiments ? ' --experiment ID' : ''}\` does, once`;
        const latest = reads.find((one) => one.source === connection && one.query === query);
        found.push({
          ...(isBilledByScan || isForExperiments
            ? { name, isWell: true, remark }
            : rowOf(await read(name, days), latest)),
          ...('problem' in record ? {} : { lastRead: latest ? minute(latest.at) : 'never' }),
          ...costOf(set),
        });
      }
      return found;
    }),
  );
  const all = rows.flat();
  if (all.length === 0) return { text: 'there are no connections in the file of sources', isWell: false };
  const table = asTable(columns, all, process.stdout.columns ?? Number.POSITIVE_INFINITY).trimEnd();
  const unknown =
    'problem' in record
      ? `\n\nWhen the server read them, and what was pushed, is not known here: ${record.problem}`
      : '';
  return { text: `${table}${unknown}`, isWell: all.every(({ isWell }) => isWell) };
}

const minute = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ');

const costOf = ({ isBilledByScan, readsADay }: Connection): Pick<Row, 'cost'> => {
  const parts = [
    isBilledByScan ? 'billed by scan' : '',
    readsADay === undefined ? '' : `${counted(readsADay, 'read')} a day`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? { cost: parts.join(', ') } : {};
};

function rowOf(read: Read, latest: LatestRead | undefined): Row {
  const { name, timezone, reading, tookMs } = read;
  const took = seconds(tookMs);
  if (reading.kind === 'failed') return { name, isWell: false, took, remark: reading.failure.text };
  const health = reading.kind === 'samples' ? healthOf(reading.series, timezone, Date.now()) : undefined;
  if (reading.kind !== 'samples' || !health) return { name, isWell: false, took, remark: whyNone(read, days) };
  const { series } = reading;
  const looked = lookAtHistory(series);
  const found = 'kind' in looked ? (findingOf(looked) ?? looked.text) : looked.warnings[0]?.text;
  const remark = failedThere(latest) ?? found;
  return {
    name,
    isWell: true,
    last: new Date(health.last).toISOString().slice(0, series.bucket === 'day' ? 10 : 16),
    behind: health.behind === 0 ? 'none' : counted(health.behind, series.bucket),
    gaps: String(health.missing.length),
    took,
    ...(remark === undefined ? {} : { remark }),
  };
}

/** What works here may fail on the server: another network, another environment. */
function failedThere(latest: LatestRead | undefined): string | undefined {
  if (!latest?.failure || !latest.failingSince) return undefined;
  return `answers here; the server could not read it since ${minute(latest.failingSince)}: ${latest.failure.text}`;
}

/** What was pushed by owners who may use the connection. */
function pushedRows(connection: string, { owners, timezone }: Connection, pushed: PushedSeries[]): Row[] {
  const may = ({ owner }: PushedSeries) =>
    !owners || owners.includes(owner.id) || owners.includes(owner.login.toLowerCase());
  const rows = pushed.filter(may).map((series): Row => {
    const { metric, dates, until, samples, pushedAt, owner } = series;
    const last = dates ? until.getTime() : dayOf(until.getTime(), timezone);
    const behind = behindOf(last, 'day', timezone, Date.now());
    return {
      name: `${connection}/${metric}`,
      isWell: true,
      last: dates ? until.toISOString().slice(0, 10) : minute(until),
      behind: behind === 0 ? 'none' : counted(behind, 'day'),
      remark: `of ${owner.login}: ${counted(samples, 'sample')}, pushed last at ${minute(pushedAt)}`,
    };
  });
  const remark = 'takes what is pushed: `soundings token list` tells who may';
  return rows.length > 0 ? rows : [{ name: connection, isWell: true, remark }];
}
