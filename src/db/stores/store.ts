import { eq } from 'drizzle-orm';
import type { Job } from '../../flows/ports/job.ts';
import type { Store } from '../../flows/ports/store.ts';
import type { Database } from '../connect.ts';
import { deliveries } from '../schema/deliveries.ts';
import { answerStore } from './answer-store.ts';
import { betStore } from './bet-store.ts';
import { betsInPlayStore } from './bets-in-play-store.ts';
import { carrierStore } from './carrier-store.ts';
import { challengeStore } from './challenge-store.ts';
import { checkpointStore } from './checkpoint-store.ts';
import { commentStore } from './comment-store.ts';
import { digestStore } from './digest-store.ts';
import { edgeStore } from './edge-store.ts';
import { gateStore } from './gate-store.ts';
import { hypothesisStore } from './hypothesis-store.ts';
import { installationStore } from './installation-store.ts';
import { mapStore } from './map-store.ts';
import { memoryStore } from './memory-store.ts';
import { pullRequestStore } from './pull-request-store.ts';
import { purgeStore } from './purge-store.ts';
import { pushedStore } from './pushed-store.ts';
import { recordStore } from './record-store.ts';
import { releaseStore } from './release-store.ts';
import { repositoryStore } from './repository-store.ts';
import { revertStore } from './revert-store.ts';
import { rewriteStore } from './rewrite-store.ts';
import { roundStore } from './round-store.ts';
import { sweepStore } from './sweep-store.ts';
import { wordStore } from './word-store.ts';

/** Enqueues a job as part of the transaction `within`. `subject`: that of a delivery; other jobs carry their own. */
export type Enqueue = (job: Job, within: Database, subject?: string, after?: Date) => Promise<void>;

export function createStore(database: Database, enqueue: Enqueue): Store {
  const enqueueIn = async (job: Job, within: Database, after?: Date) => {
    await enqueue(job, within, job.kind === 'delivery' ? await subjectOf(within, job.deliveryId) : undefined, after);
  };
  return {
    // A transaction inside a transaction is a savepoint.
    transaction: (work) => database.transaction((within) => work(createStore(within, enqueue))),
    enqueue: (job, after) => enqueueIn(job, database, after),
    ...answerStore(database),
    ...repositoryStore(database),
    ...memoryStore(database),
    ...gateStore(database),
    ...commentStore(database),
    ...betStore(database),
    ...betsInPlayStore(database),
    ...releaseStore(database),
    ...checkpointStore(database),
    ...mapStore(database),
    ...hypothesisStore(database),
    ...challengeStore(database),
    ...wordStore(database),
    ...recordStore(database),
    ...revertStore(database),
    ...carrierStore(database),
    ...digestStore(database),
    ...edgeStore(database),
    ...roundStore(database),
    ...sweepStore(database),
    ...rewriteStore(database),
    ...installationStore(database, enqueueIn),
    ...pullRequestStore(database),
    ...purgeStore(database),
    ...pushedStore(database),
  };
}

async function subjectOf(database: Database, deliveryId: string): Promise<string> {
  const [row] = await database
    .select({ subject: deliveries.subject })
    .from(deliveries)
    .where(eq(deliveries.id, deliveryId));
  if (!row) throw new Error(`There is no delivery ${deliveryId} to be worked`);
  return row.subject;
}
