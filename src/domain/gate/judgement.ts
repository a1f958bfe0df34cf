import type { Bet } from '../bet/bet.ts';
import type { Objection } from '../bet/objection.ts';
import type { Declaration, NonBet } from '../declaration/declaration.ts';
import type { Issue } from '../hypothesis/issue.ts';
import type { Exemption } from './facts.ts';

export type ExemptionRule =
  | { by: 'author'; login: string }
  | { by: 'label'; label: string }
  | { by: 'path'; globs: string[] }
  | ({ by: 'person' } & { exemption: Exemption });

/** What the gate concludes of a pull request or an issue. Pure data: check, comment and log render from it. */
export type Finding =
  | { kind: 'bet'; bet: Bet; objections: Objection[] }
  | { kind: 'non-bet'; nonBet: NonBet }
  | { kind: 'exempt'; rule: ExemptionRule }
  /** Nothing counts as a reference. `declaration` tells what was there, `objections` why it did not count. */
  | { kind: 'no-reference'; declaration: Declaration; objections: Objection[] }
  /** `policy.require: expectation` and there is none. */
  | { kind: 'no-expectation'; bet: Bet; objections: Objection[] }
  /** On the discovery track, and nothing names a hypothesis that exists. */
  | { kind: 'no-hypothesis'; declaration: Declaration; objections: Objection[] }
  /** `policy.delivery.needs: validated`, and these have not tested valid. */
  | { kind: 'not-validated'; bet: Bet; objections: Objection[]; untested: Issue[] }
  /** Hypotheses that it rests on were stopped. */
  | { kind: 'stopped'; bet: Bet; objections: Objection[]; stopped: Issue[] }
  /** There is a map on the default branch, never valid so far. */
  | { kind: 'map-invalid' }
  /**
   * Soundings stumbled over a fault of its own. `text`: not without what this pull request says, or what it names; `ours`: in any case. `cause`:
   * what the log knows it by.
   */
  | { kind: 'unjudged'; over: 'text' | 'ours'; cause: string };

export type Conclusion = 'success' | 'neutral' | 'failure';

export interface Judgement {
  conclusion: Conclusion;
  finding: Finding;
}
