import type { Figures, PushedKind, PushedSample } from '../../domain/metric/pushed.ts';

/** What a request wants kept of a metric. */
export interface Push extends PushedKind {
  /** Each of a time and an arm of its own. */
  samples: PushedSample[];
  revise: boolean;
  /** Where each of them stands in the request, from 0. */
  places: number[];
  /** How many stood there twice. */
  repeated: number;
}

/** What is wrong with a sample, and what to write instead. */
export interface Misfit {
  /** Absent: several. */
  key?: string;
  what: string;
  instead: string;
}

export interface PushProblem extends Misfit {
  /** From 0; absent: it is wrong with the whole. */
  sample?: number;
  /** As it was written. */
  t?: string;
}

export type PushReading =
  | { kind: 'push'; push: Push }
  | { kind: 'too-many'; most: number }
  | { kind: 'wrong'; problem: PushProblem };

/** What became of samples that were pushed: all of them are kept, or none. */
export type Kept =
  /** `fresh`: of times that had none. */
  | { kind: 'kept'; fresh: number; same: number; revised: number }
  /** Others were pushed for the time of the sample at this place. */
  | { kind: 'differs'; place: number; kept: Figures }
  | { kind: 'other-kind'; known: PushedKind }
  | { kind: 'full'; of: 'samples' | 'metrics'; most: number };

/** Which change reached its users, and when; absent: now. */
export interface LiveWish {
  repository: string;
  number?: number;
  /** The commit that it was merged as, or its beginning. */
  sha?: string;
  at?: Date;
}

export type LiveReading = { kind: 'wish'; wish: LiveWish } | { kind: 'wrong'; problem: Misfit };

export type LiveTaken =
  | { kind: 'taken'; number: number; isNew: boolean; shippedAt?: Date }
  | { kind: 'unknown'; what: 'repository' | 'sha' }
  | { kind: 'refused'; why: string };

/** What may be done with a token, and for whom. */
export interface PushToken {
  id: string;
  ownerId: number;
  /** What the owner is called now, in lowercase: one login, unless a rename is not known everywhere yet. */
  logins: string[];
  /** Names of metrics, with `*` for any letters. */
  metrics: string[];
  /** May say that a change reached its users. */
  live: boolean;
  /** May read what the pages show, of these repositories: names with `*` for any letters; none: all. */
  read: boolean;
  repositories: string[];
}

export interface PushTokens {
  /** One that is good now: neither unknown, nor expired, nor revoked. */
  good(token: string): Promise<PushToken | undefined>;
}
