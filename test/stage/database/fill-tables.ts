import { sql } from 'drizzle-orm';
import type { DatabaseConnection } from '../../../src/db/connect.ts';

/** Ids that nothing else in a database looks like: a row that has one of them is a row of that owner. */
export const owner = (digit: number) => ({
  ownerId: 770_010 + digit,
  installationId: 770_020 + digit,
  login: `owner-${digit}`,
  repositoryId: 770_030 + digit,
});
type Owner = ReturnType<typeof owner>;

const json = (value: object) => sql`${JSON.stringify(value)}::json`;

/** A row of the owner in every table, so that a table that is added later is missed by tests until somebody thinks of its purge and its move. */
export async function fillTables(
  { database }: DatabaseConnection,
  { ownerId, installationId, login, repositoryId }: Owner,
): Promise<void> {
  const bet = `bet-${repositoryId}`;
  const of = sql`${repositoryId}, 1`;
  for (const statement of [
    sql`insert into repositories (id, installation_id, owner_id, owner, name, default_branch, private)
        values (${repositoryId}, ${installationId}, ${ownerId}, ${login}, 'shop', 'main', true)`,
    sql`insert into deliveries (id, event, installation_id, repository_id, owner_id, subject, payload)
        values (${`d-${repositoryId}`}, 'push', ${installationId}, ${repositoryId}, ${ownerId}, 's', '{}')`,
    sql`insert into parked_jobs (installation_id, job) values (${installationId}, '{}')`,
    sql`insert into sweeps values (${repositoryId}, now())`,
    sql`insert into content_writes values (${installationId}, now(), true)`,
    sql`insert into outcome_maps (repository_id) values (${repositoryId})`,
    sql`insert into checks values (${of}, 'sha', null, 'd')`,
    sql`insert into comments values (${of}, 'forecast', '', null, 'd')`,
    sql`insert into forecast_bases values (${of}, 'b', 'signups', 's', 14, 0.04)`,
    sql`insert into changed_paths values (${of}, 'sha', 'main', '[]')`,
    sql`insert into exemptions values (${of}, '{}')`,
    sql`insert into map_versions values (${repositoryId}, 'digest', '{}')`,
    sql`insert into bets (id, repository_id, number, state, metrics, key_results, map_digest, record)
        values (${bet}, ${of}, 'shipped', '{signups}', '{KR1}', 'digest', ${json({ title: login })})`,
    sql`insert into non_bets values (${of}, 'chore', '""', now())`,
    sql`insert into checkpoints (bet_id, kind, after_days, due_at, final) values (${bet}, 'readout', 7, now(), true)`,
    sql`insert into signals (repository_id, key, signal, at) values (${repositoryId}, 'k', '{}', now())`,
    sql`insert into deployments values (${repositoryId}, 'production', 'sha', now())`,
    sql`insert into gate_results (repository_id, number, result, merged_at) values (${of}, 'bet', now())`,
    sql`insert into carriers (repository_id, "by", target, at, carrier) values (${repositoryId}, '#2', '#1', now(), '{}')`,
    sql`insert into reverts (repository_id, "by", target, at, reverter) values (${repositoryId}, '1', '#2', now(), '{}')`,
    sql`insert into recollected values (${of}, 'comments')`,
    sql`insert into labellings (repository_id, number, label) values (${of}, 'soundings:testing')`,
    sql`insert into spoken_to values (${ownerId}, ${`somebody-${repositoryId}`}, ${repositoryId}, 'k', now())`,
    sql`insert into first_failures (owner_id, author_id, repository_id, number) values (${ownerId}, ${repositoryId}, ${of})`,
    sql`insert into hypotheses values (${of}, 'open', '{}')`,
    sql`insert into challenges (id, repository_id, owner_id, subject, challenge)
        values (${`c-${repositoryId}`}, ${repositoryId}, ${ownerId}, 's', '{}')`,
    sql`insert into outcomes (bet_id, metric, repository_id, owner_id, number, "primary", verdict, merged_at, shipped_at, concluded_at, shared_with, counted)
        values (${bet}, 'signups', ${repositoryId}, ${ownerId}, 1, true, 'moved', now(), now(), now(), '{}', true)`,
    sql`insert into hindsight values (${repositoryId}, 'signups', 'v1', now(), 28, 0.1, 0.05, 0.15, 'moved', now())`,
    sql`insert into edge_trials (bet_id, repository_id, owner_id, lower, upper, trial, at)
        values (${bet}, ${repositoryId}, ${ownerId}, 'a', 'b', '{}', now())`,
    sql`insert into edge_alarms (owner_id, lower, upper, repository_id, number, at) values (${ownerId}, ${`a-${repositoryId}`}, 'b', ${of}, now())`,
    sql`insert into digests (owner_id, home, rhythm, due_at) values (${ownerId}, ${`home-${repositoryId}`}, 'weekly', now())`,
    sql`insert into push_tokens (id, owner_id, hash, begins, metrics, live, expires_at)
        values (${`t-${repositoryId}`}, ${ownerId}, ${`h-${repositoryId}`}, 'snd_', '{}', false, now())`,
    sql`insert into metric_answers (owner_id, source) values (${ownerId}, ${`warehouse/${repositoryId}`})`,
    sql`insert into pushed_metrics (owner_id, metric, columns, dates, samples, until) values (${ownerId}, ${`m-${repositoryId}`}, 'value', true, 1, now())`,
    sql`insert into pushed_samples (owner_id, metric, at, arm, value) values (${ownerId}, ${`m-${repositoryId}`}, now(), '', 1)`,
  ])
    await database.execute(statement);
}
