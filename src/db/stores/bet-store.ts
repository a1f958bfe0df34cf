import { and, arrayOverlaps, asc, desc, eq, gte, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Bet } from '../../domain/bet/bet.ts';
import type { BetRecord, MergedBet } from '../../domain/bet/bet-record.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { readoutDays } from '../../domain/bet/schedule.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { relationsTo } from '../../domain/metric/metric-tree.ts';
import type { Store } from '../../flows/ports/store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { bets, checkpoints, mapVersions, stakes } from '../schema/bets.ts';
import { nonBets } from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { keepMap } from './map-versions.ts';
import { repositoryColumns, repositoryStore } from './repository-store.ts';

type BetStore = Pick<
  Store,
  | 'betOf'
  | 'bet'
  | 'saveBet'
  | 'saveNonBet'
  | 'deleteBet'
  | 'inPlay'
  | 'repositoriesInPlay'
  | 'openBetsOn'
  | 'betsMergedSince'
  | 'betsNumbered'
  | 'betByMergeSha'
  | 'otherBets'
  | 'shippedTogether'
>;

/** As the index says it, word for word: Postgres cannot tell that a list of parameters is the same. */
const stakeInPlay = sql`${stakes.state} in ('open', 'merged', 'shipped')`;

const isItsMap = and(eq(mapVersions.repositoryId, bets.repositoryId), eq(mapVersions.digest, bets.mapDigest));

const isInPlay = anyOf(bets.state, ['open', 'merged', 'shipped']);

/** More than a comment would name. */
const mostOthers = 20;

const metricsOf = ({ movements }: Bet) => [...new Set(movements.map(({ metric }) => metric.name))];

const shaOrItsBeginning = /^[0-9a-f]{7,64}$/;

/** Bets come back with their repository as it is called now. */
export function betStore(database: Database): BetStore {
  /** With its map, which may be large: for one bet only. */
  const one = async (condition: SQL | undefined): Promise<BetRecord | undefined> => {
    const [row] = await database
      .select({ record: bets.record, map: mapVersions.map, repository: repositoryColumns })
      .from(bets)
      .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
      .leftJoin(mapVersions, isItsMap)
      .where(condition)
      .limit(1);
    if (!row) return undefined;
    const { record, repository } = row;
    // What the version before has written tells the map itself, whatever an earlier one of ours referred to.
    const map = record.map ?? row.map;
    if (!map) throw new Error(`The bet ${record.id} has no map`);
    return { ...record, map, repository };
  };
  const merged = async (condition: SQL | undefined): Promise<MergedBet[]> => {
    const { id, number, branch, state, mergeSha, mergedAt, shippedAt, undoing, reapplied } = bets;
    const rows = await database
      .select({
        repository: repositoryColumns,
        ...{ id, number, branch, state, mergeSha, mergedAt, shippedAt, undoing, reapplied, signal: bets.shipSignal },
      })
      .from(bets)
      .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
      .where(condition)
      .orderBy(asc(bets.mergedAt), asc(bets.number));
    return rows.map(absentAsUndefined);
  };
  const stakedOn = (ownerId: number, metrics: string[], shippedSince: Date | undefined) =>
    database
      .select({ id: stakes.betId })
      .from(stakes)
      .innerJoin(repositories, eq(stakes.repositoryId, repositories.id))
      .where(
        and(
          eq(repositories.ownerId, ownerId),
          anyOf(stakes.metric, metrics),
          shippedSince
            ? and(anyOf(stakes.state, ['shipped', 'concluded']), gte(stakes.shippedAt, shippedSince))
            : stakeInPlay,
        ),
      );

  return {
    betOf: (repositoryId, number) => one(and(eq(bets.repositoryId, repositoryId), eq(bets.number, number))),
    bet: (id) => one(eq(bets.id, id)),
    async saveBet({ repository, map, ...record }) {
      if ((await repositoryStore(database).repository(repository.id)) === undefined) {
        await repositoryStore(database).rememberRepository(repository);
      }
      const row = {
        repositoryId: repository.id,
        number: record.number,
        state: record.state,
        metrics: metricsOf(record.bet),
        windowDays: readoutDays(map.followUp.afterDays, record.bet).at(-1) ?? 28,
        guarded: record.bet.guardrails.map(({ metric }) => metric.name),
        keyResults: record.bet.keyResults.map(({ keyResult }) => keyResult.id),
        hypotheses: record.bet.hypotheses.map((issue) => issueKey(issue)),
        decision: record.decision?.what ?? null,
        mergeSha: record.mergeSha ?? null,
        mergedAt: record.mergedAt ?? null,
        shippedAt: record.shippedAt ?? null,
        signal: record.signal ? signalKey(record.signal) : null,
        shipSignal: record.signal ?? null,
        undoing: record.undoing ?? null,
        reapplied: record.reapplied ?? null,
        branch: record.branch ?? null,
        verdict: record.verdict ?? null,
        concludedAt: record.concludedAt ?? null,
        amendedAt: record.amendedAt ?? record.statedAfterMerge ?? null,
        learned: record.learned?.text ?? record.decision?.learned ?? null,
        mapDigest: await keepMap(database, repository.id, map),
        record,
      };
      await database
        .insert(bets)
        .values({ id: record.id, ...row })
        .onConflictDoUpdate({ target: bets.id, set: row });
    },
    async saveNonBet(repositoryId, number, { reason, note }, at) {
      await database
        .insert(nonBets)
        .values({ repositoryId, number, reason, note, at })
        .onConflictDoUpdate({ target: [nonBets.repositoryId, nonBets.number], set: { reason, note, at } });
    },
    async deleteBet(id) {
      await database.delete(bets).where(eq(bets.id, id));
    },
    async inPlay(of) {
      const names = sql`lateral (
        select 'key result' as kind, unnest(${bets.keyResults}) as name
        union all select 'metric', unnest(${bets.metrics} || ${bets.guarded})) as names`;
      const rows = await database
        .selectDistinct({ kind: sql<string>`names.kind`, name: sql<string>`names.name` })
        .from(bets)
        .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
        .crossJoin(names)
        .where(and(placeOf(of), isInPlay));
      const named = (wanted: string) => rows.flatMap(({ kind, name }) => (kind === wanted ? [name] : [])).sort();
      return { keyResults: named('key result'), metrics: named('metric') };
    },
    async repositoriesInPlay(ownerId) {
      return database
        .selectDistinct(repositoryColumns)
        .from(repositories)
        .innerJoin(bets, eq(bets.repositoryId, repositories.id))
        .where(and(eq(repositories.ownerId, ownerId), isInPlay))
        .orderBy(asc(repositories.id));
    },
    async openBetsOn(ownerId, issue) {
      return database
        .select({ repositoryId: bets.repositoryId, number: bets.number })
        .from(bets)
        .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
        .where(
          and(
            eq(repositories.ownerId, ownerId),
            eq(bets.state, 'open'),
            arrayOverlaps(bets.hypotheses, [issueKey(issue)]),
          ),
        )
        .orderBy(asc(bets.repositoryId), asc(bets.number));
    },
    betsMergedSince: (repositoryId, since, states) =>
      merged(and(eq(bets.repositoryId, repositoryId), anyOf(bets.state, states), gte(bets.mergedAt, since))),
    betsNumbered: (repositoryId, numbers) =>
      merged(and(eq(bets.repositoryId, repositoryId), anyOf(bets.number, numbers))),
    async betByMergeSha(repositoryId, sha) {
      if (!shaOrItsBeginning.test(sha)) return undefined;
      // Not `like`: row-level security lets no index be used for that. "g" comes after all hexadecimal digits.
      const begins = sql`${bets.mergeSha} ~>=~ ${sha} and ${bets.mergeSha} ~<~ ${`${sha}g`}`;
      const found = await merged(and(eq(bets.repositoryId, repositoryId), begins));
      // A beginning that fits two commits names neither.
      return found.length === 1 ? found[0] : undefined;
    },
    async otherBets({ id, repository, bet, map }, shippedSince) {
      const own = metricsOf(bet);
      if (own.length === 0) return [];
      const relations = relationsTo(map.metrics, own);
      const on = (metrics: string[]) =>
        database
          .select({
            betId: bets.id,
            repositoryId: bets.repositoryId,
            number: bets.number,
            there: repositoryColumns,
            state: bets.state,
            metrics: bets.metrics,
            windowDays: bets.windowDays,
            shippedAt: bets.shippedAt,
            measuringUntil: sql<string | null>`(select max(mine.due_at) from ${checkpoints} as mine
            where mine.bet_id = "bets"."id" and mine.kind = 'readout' and mine.status = 'pending')`,
          })
          .from(bets)
          .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
          .where(and(ne(bets.id, id), sql`${bets.id} in ${stakedOn(repository.ownerId, metrics, shippedSince)}`))
          // Those on the very same metrics first, of them those that are being measured, and what the readers know: their own repository.
          .orderBy(
            desc(arrayOverlaps(bets.metrics, own)),
            desc(eq(bets.state, 'shipped')),
            desc(eq(bets.repositoryId, repository.id)),
            desc(bets.number),
            asc(bets.repositoryId),
          )
          .limit(mostOthers);
      // Those on the very same metrics come first: where they are enough, the rest of the tree is not looked through.
      const same = await on(own);
      const rows = same.length < mostOthers && relations.size > own.length ? await on([...relations.keys()]) : same;
      return rows.map(({ shippedAt, measuringUntil, ...row }) => {
        const metrics = row.metrics.filter((name) => relations.has(name));
        const found = new Set(metrics.map((name) => relations.get(name)));
        return {
          ...row,
          metrics,
          relation: found.has('same') ? 'same' : found.has('above') ? 'above' : 'below',
          ...(shippedAt ? { shippedAt } : {}),
          ...(measuringUntil ? { measuringUntil: new Date(measuringUntil) } : {}),
        };
      });
    },
    async shippedTogether({ id, repository, signal }) {
      if (!signal) return [];
      const rows = await database
        .select({ number: bets.number })
        .from(bets)
        .where(
          and(
            eq(bets.repositoryId, repository.id),
            eq(bets.signal, signalKey(signal)),
            isNotNull(bets.shippedAt),
            ne(bets.id, id),
          ),
        )
        .orderBy(asc(bets.number));
      return rows.map((row) => row.number);
    },
  };
}

function placeOf(of: Parameters<Store['inPlay']>[0]): SQL {
  return 'owner' in of
    ? eq(sql`lower(${repositories.owner})`, of.owner.toLowerCase())
    : anyOf(repositories.id, of.repositoryIds);
}

function signalKey(signal: ShipSignal): string {
  switch (signal.on) {
    case 'release':
      return `release ${signal.sha} ${signal.name}`;
    case 'deployment':
      return `deployment ${signal.sha} ${signal.environment}`;
    case 'merge':
      return `merge ${signal.sha}`;
  }
}
