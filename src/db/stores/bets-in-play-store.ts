import { and, arrayOverlaps, asc, desc, eq, gte, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { relationsTo } from '../../domain/metric/metric-tree.ts';
import type { BetsInPlayStore } from '../../flows/ports/stores/bets-in-play-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { bets, checkpoints, stakes } from '../schema/bets.ts';
import { comments } from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';
import { metricsOf, signalKey } from './bet-store.ts';
import { repositoryColumns } from './repository-store.ts';

/** Word for word as in the index: Postgres does not see that a list of parameters is the same. */
const stakeInPlay = sql`${stakes.state} in ('open', 'merged', 'shipped')`;

const isInPlay = anyOf(bets.state, ['open', 'merged', 'shipped']);

/** More than a comment would name. */
const mostOthers = 20;

export function betsInPlayStore(database: Database): BetsInPlayStore {
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
    async otherBets({ id, repository, bet, map }, shippedSince) {
      const own = metricsOf(bet);
      if (own.length === 0) return [];
      const relations = relationsTo(map.metrics, own);
      const on = (metrics: string[], among: 'same' | 'all', condition?: SQL) =>
        database
          .select({
            among: sql<string>`${among}::text`,
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
          .where(
            and(ne(bets.id, id), sql`${bets.id} in ${stakedOn(repository.ownerId, metrics, shippedSince)}`, condition),
          )
          // Bets on the same metrics come first, those being measured before the others, and those in the readers' own
          // repository before others.
          .orderBy(
            desc(arrayOverlaps(bets.metrics, own)),
            desc(eq(bets.state, 'shipped')),
            desc(eq(bets.repositoryId, repository.id)),
            desc(bets.number),
            asc(bets.repositoryId),
          )
          .limit(mostOthers);
      // If enough are on the same metrics, the rest of the tree is not searched. This one is among them, and each once a metric.
      const enough = (mostOthers + 1) * own.length;
      const few = sql`(select count(*) from ${stakedOn(repository.ownerId, own, shippedSince).limit(enough)} as staked) < ${enough}`;
      const same = on(own, 'same');
      const found = await (relations.size > own.length ? unionAll(same, on([...relations.keys()], 'all', few)) : same);
      const all = found.filter(({ among }) => among === 'all');
      const rows = all.length > 0 ? all : found;
      return rows.map(({ shippedAt, measuringUntil, among: _, ...row }) => {
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
    async livingBets(repositoryId, most) {
      const ofBet = and(eq(comments.repositoryId, bets.repositoryId), eq(comments.number, bets.number));
      const rows = await database
        .select({ number: bets.number, commentId: comments.commentId, state: bets.state })
        .from(bets)
        .leftJoin(comments, and(ofBet, eq(comments.kind, 'forecast')))
        .where(and(eq(bets.repositoryId, repositoryId), anyOf(bets.state, ['open', 'merged', 'shipped'])))
        .orderBy(desc(bets.number))
        .limit(most);
      return rows.map(({ number, commentId, state }) => ({
        ...{ number, isOpen: state === 'open' },
        ...(commentId === null ? {} : { commentId }),
      }));
    },
  };
}

function placeOf(of: Parameters<BetsInPlayStore['inPlay']>[0]): SQL {
  return 'owner' in of
    ? eq(sql`lower(${repositories.owner})`, of.owner.toLowerCase())
    : anyOf(repositories.id, of.repositoryIds);
}
