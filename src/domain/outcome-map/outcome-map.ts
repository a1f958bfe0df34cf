import type { Metric } from '../metric/metric.ts';
import type { DigestPlan } from './digest/plan.ts';
import type { Policy } from './policy.ts';

/** A key result moves one metric `from` a value `to` a value `by` a date. Values are in the metric's unit (3.1% is 0.031). */
export interface KeyResult {
  id: string;
  title?: string;
  metric: string;
  from: number;
  to: number;
  /** ISO date, `2026-12-31`. */
  by: string;
  owner?: string;
}

/** One line of the strategy: what the owner has decided to go for. */
export interface StrategyLine {
  id: string;
  title: string;
}

/** Who owns metrics: `growth` of acme is named there as `@acme/growth`. */
export interface Team {
  name: string;
  title?: string;
  /** What it is there for, in words. */
  purpose?: string;
}

export interface Objective {
  id: string;
  title: string;
  /** Why it is worth having, in words. */
  why?: string;
  /** Ids of the lines of the strategy that it serves. */
  serves?: string[];
  period?: string;
  keyResults: KeyResult[];
}

/** What tells that a merged change has reached its users. */
export interface ReleaseRule {
  /** `live`: somebody says so, by `/soundings live`. */
  on: 'release' | 'tag' | 'deployment' | 'merge' | 'live';
  /** Deployment environment; without one, the one GitHub flags as production, else the one named `production`. */
  environment?: string;
  /** Glob over tag names, for monorepos: `api-v*`; or several, of which those with `!` take out again. Without any every tag counts. */
  tags?: string | string[];
  /** How a pre-release is known: by the name of its tag too (default), or by GitHub's flag alone. */
  prerelease?: 'by-name' | 'by-flag';
  /** In a monorepo: what changes these paths ships by tags like these, and by no others. */
  families?: ReleaseFamily[];
  /** A release's notes say what it moved. */
  notes?: true;
}

export interface ReleaseFamily {
  paths: string[];
  tags: string[];
}

interface FollowUp {
  /** Days after shipping at which a readout is due, ascending. */
  afterDays: number[];
  /** No window more by itself. */
  extend?: 0;
}

/** The metrics, objectives and key results of an owner, with the policy that goes with them. */
export interface OutcomeMap {
  /** What the owner is there for, in one line. */
  vision?: string;
  strategy?: StrategyLine[];
  teams?: Team[];
  metrics: Metric[];
  objectives: Objective[];
  policy: Policy;
  release: ReleaseRule;
  followUp: FollowUp;
  digest?: DigestPlan;
  /** Only what may be named to the one who is told: what it lacks may exist all the same. */
  inPart?: true;
}
