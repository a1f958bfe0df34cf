import { and, desc, eq, sql } from 'drizzle-orm';
import type { BetRecord, CheckpointRecord } from '../domain/bet/bet-record.ts';
import type { Repository } from '../domain/repository.ts';
import type { StoredComment } from '../flows/ports/stored.ts';
import type { Database } from './connect.ts';
import { deliveries } from './schema/deliveries.ts';
import { checks } from './schema/gate.ts';
import { repositories } from './schema/repositories.ts';
import { createStore } from './stores/store.ts';

/** Everything known about one pull request or issue. */
export interface KnownOf {
  repository: Repository;
  gone?: Date;
  check?: Pick<typeof checks.$inferSelect, 'headSha' | 'checkRunId' | 'conclusion' | 'isOpen'>;
  comments: StoredComment[];
  bet?: BetRecord;
  checkpoints: CheckpointRecord[];
  /** The latest deliveries about it, newest first. */
  deliveries: Pick<
    typeof deliveries.$inferSelect,
    'id' | 'event' | 'action' | 'receivedAt' | 'completedAt' | 'gaveUpAt' | 'error'
  >[];
}

const mostDeliveries = 5;

/** undefined: nothing was ever heard of the repository. */
export async function knownOf(
  database: Database,
  { owner, name, number }: { owner: string; name: string; number: number },
): Promise<KnownOf | undefined> {
  const [row] = await database
    .select({ id: repositories.id })
    .from(repositories)
    .where(
      and(
        eq(sql`lower(${repositories.owner})`, owner.toLowerCase()),
        eq(sql`lower(${repositories.name})`, name.toLowerCase()),
      ),
    );
  const store = createStore(database, async () => {});
  const repository = row && (await store.repository(row.id));
  if (!repository) return undefined;
  const { id } = repository;
  const [check] = await database
    .select({
      headSha: checks.headSha,
      checkRunId: checks.checkRunId,
      conclusion: checks.conclusion,
      isOpen: checks.isOpen,
    })
    .from(checks)
    .where(and(eq(checks.repositoryId, id), eq(checks.number, number)));
  const bet = await store.betOf(id, number);
  const gone = await store.goneSince(id);
  return {
    repository,
    ...(gone ? { gone } : {}),
    ...(check ? { check } : {}),
    comments: await store.commentsOn(id, number),
    ...(bet ? { bet } : {}),
    checkpoints: bet ? await store.checkpoints(bet.id) : [],
    deliveries: await database
      .select({
        id: deliveries.id,
        event: deliveries.event,
        action: deliveries.action,
        receivedAt: deliveries.receivedAt,
        completedAt: deliveries.completedAt,
        gaveUpAt: deliveries.gaveUpAt,
        error: deliveries.error,
      })
      .from(deliveries)
      .where(eq(deliveries.subject, `repo:${id}#${number}`))
      .orderBy(desc(deliveries.receivedAt))
      .limit(mostDeliveries),
  };
}
