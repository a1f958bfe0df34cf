import { and, asc, eq, gte, type SQL, sql } from 'drizzle-orm';
import type { Bet } from '../../domain/bet/bet.ts';
import type { BetRecord, MergedBet } from '../../domain/bet/bet-record.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { readoutDays } from '../../domain/bet/schedule.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import type { BetStore } from '../../flows/ports/stores/bet-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets, mapVersions } from '../schema/bets.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { saveMap } from './map-versions.ts';
import { repositoryColumns } from './repository-store.ts';

export const isItsMap = and(eq(mapVersions.repositoryId, bets.repositoryId), eq(mapVersions.digest, bets.mapDigest));

/** The metrics that a bet is on, without guardrails. */
export const metricsOf = ({ movements }: Bet) => [...new Set(movements.map(({ metric }) => metric.name))];

const shaOrItsBeginning = /^[0-9a-f]{7,64}$/;

interface BetRow {
  record: Omit<BetRecord, 'map' | 'repository'> & Partial<Pick<BetRecord, 'map'>>;
  map: BetRecord['map'] | null;
  repository: BetRecord['repository'];
}

export function wholeBet({ record, map: kept, repository }: BetRow): BetRecord {
  // The previous version stores the map in the record, which then overrides the one that ours refers to.
  const map = record.map ?? kept;
  if (!map) throw new Error(`The bet ${record.id} has no map`);
  return { ...record, map, repository };
}

/** Bets come back with the present name of their repository. */
export function betStore(database: Database): BetStore {
  /** With its map, which may be large: for single bets only. */
  const one = async (condition: SQL | undefined): Promise<BetRecord | undefined> => {
    const [row] = await database
      .select({ record: told(bets.record), map: told(mapVersions.map), repository: repositoryColumns })
      .from(bets)
      .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
      .leftJoin(mapVersions, isItsMap)
      .where(condition)
      .limit(1);
    return row && wholeBet(row);
  };
  const merged = async (condition: SQL | undefined): Promise<MergedBet[]> => {
    const { id, number, state, mergeSha, mergedAt, shippedAt } = bets;
    const rows = await database
      .select({
        repository: repositoryColumns,
        ...{ id, number, branch: told(bets.branch), state, mergeSha, mergedAt, shippedAt },
        carriers: told(bets.carriers),
        ...{ undoing: told(bets.undoing), reapplied: told(bets.reapplied), signal: told(bets.shipSignal) },
      })
      .from(bets)
      .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
      .where(condition)
      .orderBy(asc(bets.mergedAt), asc(bets.number));
    return rows.map(({ carriers, ...row }) => ({
      ...absentAsUndefined(row),
      ...(carriers ? { carriers: carriers.list } : {}),
    }));
  };

  return {
    betOf: (repositoryId, number) => one(and(eq(bets.repositoryId, repositoryId), eq(bets.number, number))),
    bet: (id) => one(eq(bets.id, id)),
    async saveBet({ repository, map, ...record }, heardAt) {
      const row = {
        repositoryId: repository.id,
        number: record.number,
        state: record.state,
        title: record.title,
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
        carriers: record.carriers ? { list: record.carriers } : null,
        verdict: record.verdict ?? null,
        concludedAt: record.concludedAt ?? null,
        amendedAt: record.amendedAt ?? record.statedAfterMerge ?? null,
        learned: record.learned?.text ?? record.decision?.learned ?? null,
        mapDigest: await saveMap(database, repository, map),
        record,
      };
      await database
        .insert(bets)
        .values({ id: record.id, ...row, openedAt: heardAt ?? null })
        .onConflictDoUpdate({ target: bets.id, set: row });
    },
    async deleteBet(id) {
      await database.delete(bets).where(eq(bets.id, id));
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
  };
}

/** The key that separates the releases, deployments and merges of a repository. */
export function signalKey(signal: ShipSignal): string {
  switch (signal.on) {
    case 'release':
      return `release ${signal.sha} ${signal.name}`;
    case 'deployment':
      return `deployment ${signal.sha} ${signal.environment}`;
    case 'tag':
      return `tag ${signal.sha} ${signal.name}`;
    case 'merge':
    case 'live':
      return `${signal.on} ${signal.sha}`;
  }
}
