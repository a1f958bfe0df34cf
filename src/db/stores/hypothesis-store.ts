import { and, desc, eq, sql } from 'drizzle-orm';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { wordOf } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { HypothesisStore } from '../../flows/ports/stores/hypothesis-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { hypotheses } from '../schema/hypotheses.ts';
import { repositories } from '../schema/repositories.ts';

/** Older ones are not what people mean. */
const mostKept = 200;

export function hypothesisStore(database: Database): HypothesisStore {
  return {
    async hypothesisStandings(ownerId, issues) {
      if (issues.length === 0) return [];
      const keys = issues.map((issue) => issueKey(issue));
      const key = sql<string>`lower(${repositories.owner} || '/' || ${repositories.name} || '#' || ${hypotheses.number})`;
      const rows = await database
        .select({ key, standing: told(hypotheses.standing) })
        .from(hypotheses)
        .innerJoin(repositories, eq(hypotheses.repositoryId, repositories.id))
        .where(
          and(
            eq(repositories.ownerId, ownerId),
            anyOf(
              hypotheses.number,
              issues.map(({ number }) => number),
            ),
            anyOf(key, keys),
          ),
        );
      const found = new Map(rows.map((row) => [row.key, row.standing]));
      return keys.map((wanted) => found.get(wanted));
    },
    async keptHypotheses(repositoryId) {
      const rows = await database
        .select({ number: hypotheses.number, standing: told(hypotheses.standing) })
        .from(hypotheses)
        .where(eq(hypotheses.repositoryId, repositoryId))
        .orderBy(desc(hypotheses.number))
        .limit(mostKept);
      return rows.map(({ number, standing }) => ({ number, state: wordOf(standing) }));
    },
    async saveHypothesisStanding(repositoryId, number, standing) {
      const row = { state: standing.state, standing };
      await database
        .insert(hypotheses)
        .values({ repositoryId, number, ...row })
        .onConflictDoUpdate({ target: [hypotheses.repositoryId, hypotheses.number], set: row });
    },
    async deleteHypothesisStanding(repositoryId, number) {
      await database
        .delete(hypotheses)
        .where(and(eq(hypotheses.repositoryId, repositoryId), eq(hypotheses.number, number)));
    },
  };
}
