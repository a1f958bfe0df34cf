import type { Job } from './job.ts';
import type { AnswerStore } from './stores/answer-store.ts';
import type { BetStore } from './stores/bet-store.ts';
import type { BetsInPlayStore } from './stores/bets-in-play-store.ts';
import type { CarrierStore } from './stores/carrier-store.ts';
import type { ChallengeStore } from './stores/challenge-store.ts';
import type { CheckpointStore } from './stores/checkpoint-store.ts';
import type { CommentStore } from './stores/comment-store.ts';
import type { DigestStore } from './stores/digest-store.ts';
import type { EdgeStore } from './stores/edge-store.ts';
import type { GateStore } from './stores/gate-store.ts';
import type { HypothesisStore } from './stores/hypothesis-store.ts';
import type { InstallationStore } from './stores/installation-store.ts';
import type { MapStore } from './stores/map-store.ts';
import type { MemoryStore } from './stores/memory-store.ts';
import type { PullRequestStore } from './stores/pull-request-store.ts';
import type { PurgeStore } from './stores/purge-store.ts';
import type { PushedStore } from './stores/pushed-store.ts';
import type { RecordStore } from './stores/record-store.ts';
import type { ReleaseStore } from './stores/release-store.ts';
import type { RepositoryStore } from './stores/repository-store.ts';
import type { RevertStore } from './stores/revert-store.ts';
import type { RewriteStore } from './stores/rewrite-store.ts';
import type { RoundStore } from './stores/round-store.ts';
import type { SweepStore } from './stores/sweep-store.ts';
import type { WordStore } from './stores/word-store.ts';

/** State. All methods may run inside `transaction`, which hands out a store bound to it. */
export interface Store
  extends AnswerStore,
    BetStore,
    BetsInPlayStore,
    CarrierStore,
    ChallengeStore,
    CheckpointStore,
    CommentStore,
    DigestStore,
    EdgeStore,
    GateStore,
    HypothesisStore,
    InstallationStore,
    MapStore,
    MemoryStore,
    PullRequestStore,
    PurgeStore,
    PushedStore,
    RecordStore,
    ReleaseStore,
    RepositoryStore,
    RevertStore,
    RewriteStore,
    RoundStore,
    SweepStore,
    WordStore {
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Enqueued in the same transaction as the state change that causes it. `after`: not before then, and nothing waits for it until then. */
  enqueue(job: Job, after?: Date): Promise<void>;
}
