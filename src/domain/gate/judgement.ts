import type { Bet } from '../bet/bet.ts';
import type { Objection } from '../bet/objection.ts';
import type { Declaration, NonBet } from '../declaration/declaration.ts';
import type { Issue } from '../hypothesis/issue.ts';
import type { MergedAs } from '../ledger/ledger.ts';
import type { DarkMetric } from './dark.ts';
import type { KeyResultToName, WindowSize } from './earlier-bets.ts';
import type { Exemption } from './facts.ts';

export type ExemptionRule =
  | { by: 'author'; login: string }
  | { by: 'label'; label: string }
  | { by: 'path'; globs: string[] }
  | { by: 'branch'; branch: string }
  /** It brings what is on the default branch already. */
  | { by: 'back-merge' }
  /** It carries a change that has been judged already. */
  | { by: 'revert' | 'backport'; number: number }
  | ({ by: 'person' } & { exemption: Exemption });

/** Nothing counts as a reference. */
interface NoReference {
  kind: 'no-reference';
  /** What was there. */
  declaration: Declaration;
  /** Why it did not count. */
  objections: Objection[];
  /** What pull requests on the same files named. */
  nearby: KeyResultToName[];
  /** What else could be named. */
  offered: KeyResultToName[];
}

/** What the gate concludes of a pull request or an issue. Pure data: check, comment and log render from it. */
export type Finding =
  | { kind: 'bet'; bet: Bet; objections: Objection[] }
  | { kind: 'non-bet'; nonBet: NonBet }
  | { kind: 'exempt'; rule: ExemptionRule }
  | NoReference
  /** `policy.require: expectation` and there is none. `shows`: what a window can show of its first metric. */
  | { kind: 'no-expectation'; bet: Bet; objections: Objection[]; shows?: WindowSize }
  /** An expectation or a guardrail was staked and does not count: nothing else is judged in its place. */
  | { kind: 'lost-expectation'; bet: Bet; objections: Objection[] }
  /** On the discovery track, and nothing names a hypothesis that exists. */
  | { kind: 'no-hypothesis'; declaration: Declaration; objections: Objection[] }
  /** `policy.delivery.needs: validated`, and these have not tested valid. */
  | { kind: 'not-validated'; bet: Bet; objections: Objection[]; untested: Issue[] }
  /** `policy.dark: error`, and nothing can be seen on these. */
  | { kind: 'dark'; bet: Bet; objections: Objection[]; dark: DarkMetric[] }
  /** Hypotheses that it rests on were stopped. */
  | { kind: 'stopped'; bet: Bet; objections: Objection[]; stopped: Issue[] }
  /** There is a map on the default branch, never valid so far. */
  | { kind: 'map-invalid' }
  /**
   * Soundings had an internal error. `text`: not without what this pull request says, or what it names; `ours`: in any case. `cause`:
   * what the log knows it by.
   */
  | { kind: 'unjudged'; over: 'text' | 'ours'; cause: string };

/**
 * What a finding means for its pull request: it says what it should; nobody asks it to; it does not say it, and can; it says it, and what it rests on
 * (or Soundings) holds it up.
 */
export type Bearing = 'counts' | 'aside' | 'unsaid' | 'held-up';

export function bearingOf(finding: Finding): Bearing {
  switch (finding.kind) {
    case 'bet':
    case 'non-bet':
      return 'counts';
    case 'exempt':
    case 'map-invalid':
      return 'aside';
    case 'no-reference':
    case 'no-expectation':
    case 'lost-expectation':
    case 'no-hypothesis':
      return 'unsaid';
    case 'not-validated':
    case 'dark':
    case 'stopped':
      return 'held-up';
    case 'unjudged':
      return finding.over === 'text' ? 'held-up' : 'aside';
  }
}

/** The pull request has to change or wait. */
export const misses = (finding: Finding): boolean => ['unsaid', 'held-up'].includes(bearingOf(finding));

/** How a merge is recorded; undefined without a valid map. */
export function mergedAs(finding: Finding): { result: MergedAs; detail?: string } | undefined {
  switch (finding.kind) {
    case 'bet':
    case 'no-expectation':
    case 'lost-expectation':
    case 'not-validated':
    case 'dark':
    case 'stopped':
      return { result: 'bet' };
    case 'non-bet':
      return { result: 'non-bet', detail: finding.nonBet.reason };
    case 'exempt':
      return { result: 'exempt', detail: finding.rule.by };
    case 'no-reference':
    case 'no-hypothesis':
      return { result: 'no-reference' };
    case 'map-invalid':
    case 'unjudged':
      return undefined;
    default:
      return finding satisfies never;
  }
}

export type Conclusion = 'success' | 'neutral' | 'failure';

export interface Judgement {
  conclusion: Conclusion;
  finding: Finding;
}

/** A merge group gets the conclusion of its worst pull request. */
export function groupConclusion(members: Pick<Judgement, 'conclusion'>[]): Conclusion {
  const order: Conclusion[] = ['failure', 'success'];
  return order.find((one) => members.some(({ conclusion }) => conclusion === one)) ?? 'neutral';
}
