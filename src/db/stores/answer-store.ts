import { eq, sql } from 'drizzle-orm';
import type { SourceAnswer } from '../../domain/metric/source-answer.ts';
import type { AnswerStore } from '../../flows/ports/stores/answer-store.ts';
import type { Database } from '../connect.ts';
import { metricAnswers } from '../schema/metrics.ts';

export function answerStore(database: Database): AnswerStore {
  return {
    async sourceAnswers(ownerId) {
      const rows = await database.select().from(metricAnswers).where(eq(metricAnswers.ownerId, ownerId));
      return new Map(rows.map((row): [string, SourceAnswer] => [row.source, answerOf(row)]));
    },
    async saveSourceAnswers(ownerId, answers) {
      const now = sql`now()`;
      const rows = [...answers].map(([source, answer]) => ({
        ...{ ownerId, source },
        ...(answer === 'failed' ? {} : { answeredAt: now }),
        ...(answer === 'value' ? { valueAt: now } : {}),
      }));
      if (rows.length === 0) return;
      await database
        .insert(metricAnswers)
        // Two that save the same sources take their rows in the same order.
        .values(rows.toSorted((one, other) => (one.source < other.source ? -1 : 1)))
        .onConflictDoUpdate({
          target: [metricAnswers.ownerId, metricAnswers.source],
          set: {
            answeredAt: sql`coalesce(${metricAnswers.answeredAt}, excluded.answered_at)`,
            valueAt: sql`coalesce(${metricAnswers.valueAt}, excluded.value_at)`,
          },
        });
    },
  };
}

function answerOf({ answeredAt, valueAt }: typeof metricAnswers.$inferSelect): SourceAnswer {
  if (valueAt) return 'value';
  return answeredAt ? 'nothing' : 'failed';
}
