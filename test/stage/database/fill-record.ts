import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../src/db/connect.ts';

/*
 * A record of the size that a large company has after years, made by the database itself. Five owners, of whom the first has most; a few
 * of a hundred bets are still open, waiting or measured, the rest have concluded. The same every time.
 */

const owners = 5;
const repositoriesEach = 40;
export const metricsEach = 200;
const teamsEach = 20;
/** The record ends here; it spans four years. */
export const endsAt = new Date('2026-12-01T00:00:00Z');
const days = 1460;

/** Six of ten bets are the first owner's. */
const owner = sql.raw(`(case when n % 10 < 6 then 1 else 2 + (n / 10) % ${owners - 1} end)`);
const repository = sql.raw(`(o * 1000 + 1 + (hashint4(n) & 2147483647) % ${repositoriesEach})`);
const metricAt = (salt: number) => sql.raw(`'metric_' || ((hashint4(n + ${salt}) & 2147483647) % ${metricsEach})`);
/** Between zero and one, by the number of the bet. */
const chance = (salt: number) => sql.raw(`((hashint4(n * 31 + ${salt}) & 2147483647) / 2147483648.0)`);

/** What bets were made under. */
const map = JSON.stringify({
  metrics: Array.from({ length: 20 }, (_, index) => ({
    name: `metric_${index}`,
    title: `Metric ${index}`,
    unit: 'count',
    good: 'up',
    drives: index === 0 ? [] : [`metric_${Math.floor(index / 2)}`],
  })),
  objectives: [],
  policy: {
    mode: 'enforce',
    issues: { mode: 'off', labels: [] },
    require: 'reference',
    exempt: { authors: [], labels: [], paths: [] },
    redact: false,
  },
  release: { on: 'merge' },
  followUp: { afterDays: [7, 28] },
});

/** What a bet keeps beside its columns: its baseline is the most of it. */
const document = JSON.stringify({
  title: 'Ask for less on the address form',
  author: 'somebody',
  bet: { keyResults: [], hypotheses: [], movements: [], guardrails: [], evidence: [] },
  mapVersion: 'v1',
  baseline: {
    metric_0: {
      kind: 'samples',
      series: {
        bucket: 'day',
        samples: Array.from({ length: 90 }, (_, t) => ({ t: t * 86_400_000, value: 1000 + t })),
      },
    },
  },
});

export async function fillRecord(database: Database, bets: number): Promise<void> {
  await database.transaction(async (within) => {
    // Neither triggers nor foreign keys, and indexes at the end: a million rows in minutes.
    await within.execute(sql`set local session_replication_role = replica`);
    const kept = (await within.execute(sql`select indexname, indexdef from pg_indexes
      where schemaname = 'public' and indexname not in (select conname from pg_constraint)`)) as unknown as {
      rows: { indexname: string; indexdef: string }[];
    };
    for (const { indexname } of kept.rows) await within.execute(sql`drop index ${sql.identifier(indexname)}`);
    await fill((statement) => within.execute(statement), bets);
    for (const { indexdef } of kept.rows) await within.execute(sql.raw(indexdef));
  });
  await database.execute(sql`vacuum analyze`);
}

async function fill(run: (statement: SQL) => Promise<unknown>, bets: number): Promise<void> {
  await run(sql`insert into repositories (id, installation_id, owner_id, owner, name, default_branch, private)
    select o * 1000 + r, o, o, 'owner-' || o, 'repo-' || r, 'main', true
    from generate_series(1, ${sql.raw(String(owners))}) o, generate_series(1, ${sql.raw(String(repositoriesEach))}) r`);
  await run(sql`insert into installations (id) select o from generate_series(1, ${sql.raw(String(owners))}) o`);
  await run(sql`insert into map_versions select id, 'v1', (${map}::text)::json from repositories`);
  await run(betsOf(bets));
  await run(sql`insert into stakes (bet_id, metric, repository_id, state, shipped_at)
    select distinct id, metric, repository_id, state, shipped_at from bets, unnest(metrics) as metric`);
  await run(sql`insert into named_key_results (bet_id, key_result, repository_id)
    select id, key_result, repository_id from bets, unnest(key_results) as key_result`);
  await run(outcomesOfBets);
  await run(sql`insert into checkpoints (bet_id, kind, after_days, due_at, final, status)
    select id, kind, after, shipped_at + after * interval '1 day', final,
      case when state = 'concluded' or shipped_at + after * interval '1 day' < ${endsAt.toISOString()}::timestamptz then 'done' else 'pending' end
    from bets, (values ('guard', 1, false), ('readout', 7, false), ('readout', 28, true), ('upstream', 56, false)) as planned(kind, after, final)
    where shipped_at is not null`);
  await run(sql`insert into gate_results (repository_id, number, result, detail, merged_at)
    select r.id, 1000000 + n, (array['bet', 'bet', 'non-bet', 'exempt', 'no-reference'])[1 + n % 5],
      case n % 5 when 2 then (array['chore', 'bugfix', 'enabler'])[1 + n % 3] when 3 then 'author' end,
      ${endsAt.toISOString()}::timestamptz - n % ${sql.raw(String(days))} * interval '1 day'
    from generate_series(1, ${sql.raw(String(Math.ceil(bets / 100)))}) n, repositories r`);
  await run(sql`insert into edge_trials (bet_id, repository_id, owner_id, lower, upper, at, trial)
    select bet_id, repository_id, owner_id, metric, 'metric_' || (substr(metric, 8)::int / 2), concluded_at,
      json_build_object('betId', bet_id, 'repositoryId', repository_id, 'number', number, 'lower', metric,
        'upper', 'metric_' || (substr(metric, 8)::int / 2), 'sharedWith', '[]'::json,
        'lowerEffect', json_build_object('relative', effect, 'low', effect_low, 'high', effect_high),
        'upperEffect', json_build_object('relative', effect / 3, 'low', effect_low, 'high', effect_high),
        'at', json_build_object('$date', to_char(concluded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    from outcomes where "primary" and effect is not null and metric <> 'metric_0'`);
  await run(sql`insert into hypotheses (repository_id, number, state, standing)
    select r.id, n, 'testing', '{"state":"testing","history":[]}'
    from generate_series(1, 50) n, repositories r`);
  await run(sql`insert into challenges (id, repository_id, owner_id, subject, answered_at, challenge)
    select r.id || '-' || n, r.id, r.owner_id, 'metric_' || n, case when n % 10 > 0 then now() end,
      json_build_object('id', r.id || '-' || n, 'subject', json_build_object('kind', 'metric', 'name', 'metric_' || n), 'why', 'It counts robots.',
        'by', 'somebody', 'at', json_build_object('$date', '2026-11-01T00:00:00.000Z'), 'from', json_build_object('repositoryId', r.id, 'number', n))
    from generate_series(1, 20) n, repositories r`);
}

/** Of a thousand: 10 open, 10 merged, 20 shipped, 10 reverted, the rest concluded; nobody decided on a third of these. */
function betsOf(count: number): SQL {
  return sql`insert into bets (id, repository_id, number, state, metrics, key_results, hypotheses, decision, merge_sha, merged_at, shipped_at, signal, verdict, concluded_at, learned, map_digest, record)
    select id, repository_id, n, state, metrics, key_results, hypotheses, decision, md5(id) || '00000000', merged_at, shipped_at,
      case when shipped_at is not null then 'release ' || n / 3 end, case when state = 'concluded' then verdict end, concluded_at,
      case when decision is not null then '"Fewer fields help."'::json end, 'v1',
      ('{"id":' || to_json(id) || ',"number":' || n || ',"state":"' || state || '",' || substr(${document}, 2))::json
    from (
      select o || '-' || n as id, ${repository} as repository_id, n, state,
        case when n % 4 = 0 then array[${metricAt(1)}, ${metricAt(2)}] else array[${metricAt(1)}] end as metrics,
        case when n % 50 = 0 then array['KR' || 1 + n / 50 % 5] else '{}' end as key_results,
        array['owner-' || o || '/repo-' || (1 + n % ${sql.raw(String(repositoriesEach))}) || '#' || (1 + n % 50)] as hypotheses,
        case when state = 'concluded' and n % 3 > 0 then (array['keep', 'iterate', 'revert', 'stop'])[1 + n % 4] end as decision,
        case when state <> 'open' then at - interval '30 days' end as merged_at,
        case when state in ('shipped', 'concluded') then at - interval '28 days' end as shipped_at,
        case when state = 'concluded' then at end as concluded_at,
        (array['moved', 'moved-less', 'flat', 'flat', 'inconclusive', 'inconclusive', 'backfired', 'no-data'])[1 + (hashint4(n + 7) & 2147483647) % 8] as verdict
      from (
        select n, ${owner} as o,
          case when n % 100 = 1 then 'open' when n % 100 = 2 then 'merged' when n % 100 in (3, 4) then 'shipped' when n % 100 = 5 then 'reverted' else 'concluded' end as state,
          case when n % 100 < 6 then ${endsAt.toISOString()}::timestamptz + ${chance(3)} * 20 * interval '1 day'
            else ${endsAt.toISOString()}::timestamptz - ${chance(4)} * ${sql.raw(String(days))} * interval '1 day' end as at
        from generate_series(1, ${sql.raw(String(count))}) n
      ) as drawn
    ) as made`;
}

const outcomesOfBets = sql`insert into outcomes (bet_id, metric, repository_id, owner_id, number, team, "primary", expected_low, expected_high,
    effect, effect_low, effect_high, verdict, hypothesis_at, merged_at, shipped_at, concluded_at, shared_with, counted)
  select id, metric, repository_id, repository_id / 1000, n, '@owner-' || repository_id / 1000 || '/team-' || (substr(metric, 8)::int % ${sql.raw(String(teamsEach))}),
    at = 1, hope, hope * (1 + n % 2), effect, effect - 0.05, effect + 0.05, verdict, merged_at - interval '40 days', merged_at, shipped_at, concluded_at,
    '{}', n % 20 > 0
  from (
    select b.*, number as n, m.metric, m.at, 0.01 + ${sql.raw('((hashint4(number * 31 + 5) & 2147483647) / 2147483648.0)')} * 0.1 as hope,
      case when verdict <> 'no-data' then ${sql.raw('((hashint4(number * 31 + 6) & 2147483647) / 2147483648.0)')} * 0.2 - 0.06 end as effect
    from bets b, unnest(b.metrics) with ordinality as m(metric, at)
    where state = 'concluded'
  ) as concluded
  on conflict do nothing`;
