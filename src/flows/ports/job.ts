import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Carrier } from '../../domain/bet/carrier.ts';
import type { ShipSignal, Undoing } from '../../domain/bet/lifecycle.ts';
import type { Reapplication } from '../../domain/bet/transitions.ts';
import type { WantedChange } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { Rhythm } from '../../domain/outcome-map/digest/plan.ts';

/**
 * Work that a state change causes. Serial per subject: everything that changes a bet runs under its pull request's key, so what
 * concerns a whole repository (a release, a push) only finds the bets and enqueues a job for each.
 */
export type Job =
  | { kind: 'delivery'; deliveryId: string }
  | ({ kind: 'evaluate' } & BetAddress)
  /** What the forecast rests on, apart from its pull request, has changed: another bet, what an edge of the tree has shown. */
  | ({ kind: 'forecast' } & BetAddress)
  /** Bets have moved a metric, this one last, and the metric above may not have followed any of them. */
  | ({ kind: 'tiny-box' } & BetAddress)
  /** `holds`: the merge commit that was found in the release. */
  | ({ kind: 'ship'; signal: ShipSignal; at: string; holds?: string } & BetAddress)
  /** A system says that it reached its users. */
  | ({ kind: 'live'; at: string; saidAt: string; by: string } & BetAddress)
  | ({ kind: 'undo'; undoing: Stored<Undoing> } & BetAddress)
  /** A part of it was taken back. */
  | ({ kind: 'part'; by: Stored<NonNullable<BetRecord['partlyReverted']>[number]> } & BetAddress)
  | ({ kind: 'reapply'; by: Stored<Reapplication> } & BetAddress)
  /** Another commit holds its change too. `head`: only if it is among what was merged from there. `same`: its patch was compared. */
  | ({ kind: 'carry'; by: Stored<Carrier>; head?: string; same?: true } & BetAddress)
  /** An issue that is a hypothesis: it changes, or what its comment says has. */
  | ({ kind: 'hypothesis'; change?: Stored<WantedChange> } & BetAddress)
  /** `now`: measure as of this instant, whatever the clock says, and however lately it was tried. */
  | ({ kind: 'readout'; now?: string; runId?: string } & BetAddress)
  /** Hold GitHub's state against ours. */
  | { kind: 'sweep'; repositoryId: number; since: string }
  /** A digest that the map of this repository asks for may be due. */
  | { kind: 'digest'; repositoryId: number; rhythm: Rhythm }
  /** What is written there was so for other readers. */
  | ({ kind: 'rewrite' } & BetAddress);

export interface BetAddress {
  repositoryId: number;
  number: number;
}

/** Payloads are JSON: instants travel as ISO strings. */
type Stored<T> = T extends unknown ? Omit<T, 'at'> & { at: string } : never;

/** A merged pull request, or a commit pushed by itself, that says what it takes back. */
export type Reverter = ({ number: number; sha?: string } | { sha: string }) & {
  /** The branch that it was merged into; absent: the default branch. */
  branch?: string;
  at: Date;
};
