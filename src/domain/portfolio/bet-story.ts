import type { BetRecord, CheckpointRecord } from '../bet/bet-record.ts';
import type { CheckWords } from '../gate/check-output.ts';
import type { Conclusion } from '../gate/judgement.ts';
import type { LedgerEntry, OpenChallenge } from '../ledger/ledger.ts';
import type { MapHome } from '../outcome-map/map-state.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Repository } from '../repository.ts';

/** The check of a pull request, as it stands on GitHub. */
export interface StandingCheck {
  /** Absent: not judged since that is kept. */
  conclusion?: Conclusion;
  headSha: string;
  isOpen: boolean;
  /** What it says; absent: it was written last before that was kept. */
  words?: CheckWords;
}

/** All that is on record of a pull request: its check, and its bet if it states one. Not yet cut to what somebody may see. */
export interface BetStory {
  repository: Repository;
  number: number;
  check?: StandingCheck;
  bet?: BetRecord;
  /** A row a movement of a bet that is merged. */
  entries: LedgerEntry[];
  checkpoints: Omit<CheckpointRecord, 'id' | 'betId'>[];
  challenges: OpenChallenge[];
  /** In force when it was read last; absent: there is none. */
  map?: { map: OutcomeMap; home: MapHome };
}
