import { and, asc, eq, sql } from 'drizzle-orm';
import type { CommentStore } from '../../flows/ports/stores/comment-store.ts';
import type { Database } from '../connect.ts';
import { comments, forecastBases } from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { remembers } from './memory-store.ts';

export function commentStore(database: Database): CommentStore {
  return {
    async comment(repositoryId, number, kind, key) {
      const [row] = await database
        .select({ kind: comments.kind, key: comments.key, commentId: comments.commentId, digest: comments.digest })
        .from(comments)
        .where(
          and(
            eq(comments.repositoryId, repositoryId),
            eq(comments.number, number),
            eq(comments.kind, kind),
            eq(comments.key, key),
          ),
        );
      return row && absentAsUndefined(row);
    },
    async knownComment(repositoryId, number, kind, key) {
      const ofRepository = and(eq(comments.repositoryId, repositories.id), eq(comments.number, number));
      const [row] = await database
        .select({
          comment: { kind: comments.kind, key: comments.key, commentId: comments.commentId, digest: comments.digest },
          isRemembered: remembers(database, number, 'comments'),
        })
        .from(repositories)
        .leftJoin(comments, and(ofRepository, eq(comments.kind, kind), eq(comments.key, key)))
        .where(eq(repositories.id, repositoryId));
      const { comment, isRemembered = false } = row ?? {};
      return { isRemembered, ...(comment && { comment: absentAsUndefined(comment) }) };
    },
    async commentsOn(repositoryId, number) {
      const rows = await database
        .select({ kind: comments.kind, key: comments.key, commentId: comments.commentId, digest: comments.digest })
        .from(comments)
        .where(and(eq(comments.repositoryId, repositoryId), eq(comments.number, number)))
        .orderBy(asc(comments.kind), asc(comments.key));
      return rows.map(absentAsUndefined);
    },
    async saveComment(repositoryId, number, { kind, key, commentId, digest }) {
      const row = { commentId: commentId ?? null, digest };
      await database
        .insert(comments)
        .values({ repositoryId, number, kind, key, ...row })
        .onConflictDoUpdate({
          target: [comments.repositoryId, comments.number, comments.kind, comments.key],
          set: row,
        });
    },
    async saveForecastBasis(repositoryId, number, basis, shows) {
      const row = {
        basis,
        showsMetric: shows?.metric ?? null,
        showsSource: shows?.source ?? null,
        showsDays: shows?.days ?? null,
        showsRelative: shows?.relative ?? null,
      };
      await database
        .insert(forecastBases)
        .values({ repositoryId, number, ...row })
        .onConflictDoUpdate({ target: [forecastBases.repositoryId, forecastBases.number], set: row });
    },
    forgetForecast: (repositoryId, number) =>
      database.transaction(async (within) => {
        // An empty digest counts as none: any new text differs from it.
        await within
          .update(comments)
          .set({ digest: '' })
          .where(
            and(eq(comments.repositoryId, repositoryId), eq(comments.number, number), eq(comments.kind, 'forecast')),
          );
        await within
          .update(forecastBases)
          .set({ basis: sql`''` })
          .where(and(eq(forecastBases.repositoryId, repositoryId), eq(forecastBases.number, number)));
      }),
  };
}
