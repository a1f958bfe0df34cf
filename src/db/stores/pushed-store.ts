import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { type Figures, figureNames, type PushedSample } from '../../domain/metric/pushed.ts';
import type { PushedStore } from '../../flows/ports/stores/pushed-store.ts';
import type { Database } from '../connect.ts';
import { lockKeys } from '../lock-keys.ts';
import { pushedMetrics, pushedSamples } from '../schema/pushed.ts';
import { installations } from '../schema/repositories.ts';

/** How much is kept for one owner at most: about 150 MB. */
export const mostSamples = 1_000_000;
export const mostMetrics = 1_000;

/** For any number of samples: one parameter of a statement, and five statements. */
export function pushedStore(database: Database): PushedStore {
  return {
    keepPushed: (ownerId, metric, { columns, dates, samples, revise }) =>
      database.transaction(async (within) => {
        // One push of an owner at a time, so that what was compared holds until it is written.
        await within.execute(
          sql`select pg_advisory_xact_lock(${lockKeys.pushed}::integer, hashtext(${String(ownerId)}))`,
        );
        const all = await held(within, ownerId, metric);
        const known = all.columns === null ? undefined : { columns: all.columns.split(','), dates: all.dates === true };
        if (known && (known.columns.join() !== columns.join() || known.dates !== dates))
          return { kind: 'other-kind', known };
        const given = recordsOf(samples);
        const { fresh, revised, first, other } = await compare(within, ownerId, metric, given);
        if (first !== null && !revise) return { kind: 'differs', place: first, kept: figuresOf(other ?? {}, columns) };
        if (!known && all.metrics >= mostMetrics) return { kind: 'full', of: 'metrics', most: mostMetrics };
        if (fresh > 0 && all.samples + fresh > mostSamples) return { kind: 'full', of: 'samples', most: mostSamples };
        if (fresh + revised > 0) await write(within, ownerId, metric, given);
        const until = new Date(Math.max(...samples.map(({ at }) => at.getTime())));
        const row = { columns: columns.join(), dates, samples: fresh, until };
        await within
          .insert(pushedMetrics)
          .values({ ownerId, metric, ...row })
          .onConflictDoUpdate({
            target: [pushedMetrics.ownerId, pushedMetrics.metric],
            set: {
              samples: sql`${pushedMetrics.samples} + ${fresh}`,
              until: sql`greatest(${pushedMetrics.until}, excluded.until)`,
              pushedAt: sql`now()`,
            },
          });
        return { kind: 'kept', fresh, revised, same: samples.length - fresh - revised };
      }),
    async pushed(ownerId, metric, { from, to, most }) {
      const [series] = await database
        .select()
        .from(pushedMetrics)
        .where(and(eq(pushedMetrics.ownerId, ownerId), eq(pushedMetrics.metric, metric)));
      if (!series) return undefined;
      const columns = series.columns.split(',');
      const rows = await database
        .select()
        .from(pushedSamples)
        .where(
          and(
            eq(pushedSamples.ownerId, ownerId),
            eq(pushedSamples.metric, metric),
            gte(pushedSamples.at, from),
            lt(pushedSamples.at, to),
          ),
        )
        .orderBy(asc(pushedSamples.at), asc(pushedSamples.arm))
        .limit(most);
      const samples = rows.map((row) => ({ at: row.at, arm: row.arm, figures: figuresOf(row, columns) }));
      return { columns, dates: series.dates, until: series.until, samples };
    },
  };
}

/** A pushed series, without its samples. */
export interface PushedSeries {
  owner: { id: number; login: string };
  metric: string;
  dates: boolean;
  samples: number;
  /** When the newest sample begins. */
  until: Date;
  pushedAt: Date;
}

const mostListed = 200;

/** Of all owners; those that were pushed last. */
export async function pushedSeries(database: Database): Promise<PushedSeries[]> {
  const { ownerId, metric, dates, samples, until, pushedAt } = pushedMetrics;
  const login = sql<
    string | null
  >`(select max(owner) from ${installations} known where known.owner_id = ${pushedMetrics}.owner_id)`;
  const rows = await database
    .select({ ownerId, metric, dates, samples, until, pushedAt, login })
    .from(pushedMetrics)
    .orderBy(desc(pushedAt))
    .limit(mostListed);
  return rows.map(({ ownerId: id, login: known, ...series }) => ({
    ...series,
    owner: { id, login: known ?? String(id) },
  }));
}

/** Removes a portion of the samples that began before an instant, and series without samples. */
export async function forgetPushedBefore(database: Database, before: Date): Promise<void> {
  await database.execute(sql`
    with gone as (
      delete from ${pushedSamples} where ctid = any(array(select ctid from ${pushedSamples} where at < ${before.toISOString()}::timestamptz limit 10000))
      returning owner_id, metric
    )
    update ${pushedMetrics} as series set samples = samples - lost.count
    from (select owner_id, metric, count(*)::integer as count from gone group by 1, 2) lost
    where series.owner_id = lost.owner_id and series.metric = lost.metric`);
  await database.delete(pushedMetrics).where(eq(pushedMetrics.samples, 0));
}

const figuresOf = (row: Figures, columns: string[]): Figures =>
  Object.fromEntries(figureNames.filter((name) => columns.includes(name)).map((name) => [name, row[name] ?? null]));

const names = sql.raw(figureNames.join(', '));
const of = (table: string) => sql.raw(`(${figureNames.map((name) => `${table}.${name}`).join(', ')})`);
const excluded = sql.raw(figureNames.map((name) => `${name} = excluded.${name}`).join(', '));

/** As one text: a separate array for each column would need as many parameters. */
const recordsOf = (samples: PushedSample[]): SQL => {
  // JSON cannot hold a number that is not finite.
  const text = JSON.stringify(
    samples.map(({ at, arm, figures }, place) => ({ place, at, arm, ...figures })),
    (_, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
  );
  const columns = sql.raw(figureNames.map((name) => `${name} double precision`).join(', '));
  return sql`json_to_recordset(${text}::json) as given (place integer, at timestamptz, arm text, ${columns})`;
};

/** How much the owner has, and of which kind the metric is. */
async function held(within: Database, ownerId: number, metric: string) {
  const isIt = sql`filter (where ${pushedMetrics.metric} = ${metric})`;
  return firstOf<{ metrics: number; samples: number; columns: string | null; dates: boolean | null }>(
    await within.execute(sql`
      select count(*)::integer as metrics, coalesce(sum(samples), 0)::integer as samples,
        max(columns) ${isIt} as columns, bool_or(dates) ${isIt} as dates
      from ${pushedMetrics} where owner_id = ${ownerId}`),
  );
}

async function compare(within: Database, ownerId: number, metric: string, given: SQL) {
  const differs = sql`kept.at is not null and ${of('kept')} is distinct from ${of('given')}`;
  return firstOf<{ fresh: number; revised: number; first: number | null; other: Figures | null }>(
    await within.execute(sql`
      select count(*) filter (where kept.at is null)::integer as fresh, count(*) filter (where ${differs})::integer as revised,
        min(place) filter (where ${differs}) as first, (array_agg(to_json(kept) order by place) filter (where ${differs}))[1] as other
      from ${given} left join ${pushedSamples} kept
        on kept.owner_id = ${ownerId} and kept.metric = ${metric} and kept.at = given.at and kept.arm = given.arm`),
  );
}

const write = (within: Database, ownerId: number, metric: string, given: SQL) =>
  within.execute(sql`
    insert into ${pushedSamples} as kept (owner_id, metric, at, arm, ${names})
    select ${ownerId}, ${metric}, at, arm, ${names} from ${given}
    on conflict (owner_id, metric, at, arm) do update set ${excluded} where ${of('kept')} is distinct from ${of('excluded')}`);

const firstOf = <Row>(answer: unknown): Row => (answer as { rows: [Row] }).rows[0];
