import { and, count, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PullRequestStore } from '../../flows/ports/stores/pull-request-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets, mapVersions } from '../schema/bets.ts';
import { changedPaths, comments, exemptions, forecastBases, outcomeMaps } from '../schema/gate.ts';
import { hypotheses } from '../schema/hypotheses.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { isItsMap, wholeBet } from './bet-store.ts';
import { repositoryColumns } from './repository-store.ts';

/** Of a table that is joined where it has a row. */
const orNull = <T>(of: SQL<T>) => of as SQL<T | null>;

const mapFiles = { lastGood: told(outcomeMaps.lastGood), broken: told(outcomeMaps.broken) };
const betColumns = { repository: repositoryColumns, record: orNull(told(bets.record)), map: told(mapVersions.map) };

export function pullRequestStore(database: Database): PullRequestStore {
  return {
    async keptOfPullRequest(repositoryId, number) {
      const here = (table: typeof changedPaths | typeof exemptions | typeof bets) =>
        and(eq(table.repositoryId, repositories.id), eq(table.number, number));
      const sibling = alias(repositories, 'sibling');
      const known = database
        .select({ found: count() })
        .from(hypotheses)
        .innerJoin(sibling, eq(hypotheses.repositoryId, sibling.id))
        .where(eq(sibling.ownerId, repositories.ownerId));
      const [row] = await database
        .select({
          ...{ ...betColumns, mapFiles, hypotheses: sql`${known}`.mapWith(Number) },
          ...{ headSha: changedPaths.headSha, baseRef: changedPaths.baseRef, paths: orNull(told(changedPaths.paths)) },
          exemption: orNull(told(exemptions.exemption)),
        })
        .from(repositories)
        .leftJoin(outcomeMaps, eq(outcomeMaps.repositoryId, repositories.id))
        .leftJoin(changedPaths, here(changedPaths))
        .leftJoin(exemptions, here(exemptions))
        .leftJoin(bets, here(bets))
        .leftJoin(mapVersions, isItsMap)
        .where(eq(repositories.id, repositoryId));
      if (!row) return { map: {}, hypotheses: 0 };
      const { repository, record, map, headSha, baseRef, paths, exemption } = row;
      return {
        ...{ map: absentAsUndefined(row.mapFiles), hypotheses: row.hypotheses },
        ...(headSha !== null && baseRef !== null && paths ? { changed: { headSha, baseRef, paths } } : {}),
        ...(exemption ? { exemption } : {}),
        ...(record ? { bet: wholeBet({ repository, record, map }) } : {}),
      };
    },
    async keptOfForecast(repositoryId, number) {
      const here = (table: typeof comments | typeof forecastBases) =>
        and(eq(table.repositoryId, bets.repositoryId), eq(table.number, bets.number));
      const [row] = await database
        .select({ ...betColumns, mapFiles, commentId: comments.commentId, basis: forecastBases.basis })
        .from(bets)
        .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
        .leftJoin(mapVersions, isItsMap)
        .leftJoin(outcomeMaps, eq(outcomeMaps.repositoryId, repositories.id))
        .leftJoin(comments, and(here(comments), eq(comments.kind, 'forecast'), eq(comments.key, '')))
        .leftJoin(forecastBases, here(forecastBases))
        .where(and(eq(bets.repositoryId, repositoryId), eq(bets.number, number)));
      if (!row?.record) return undefined;
      const { repository, record, map, commentId, basis } = row;
      return {
        ...{ map: absentAsUndefined(row.mapFiles), bet: wholeBet({ repository, record, map }) },
        ...{ isWritten: commentId !== null, ...(basis === null ? {} : { basis }) },
      };
    },
  };
}
