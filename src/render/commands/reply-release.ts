import type { BetState } from '../../domain/bet/lifecycle.ts';
import { formatDate } from '../words/dates.ts';
import type { Renderers } from './renderers.ts';

type LiveReply = {
  kind: 'cannot-go-live';
  because: BetState | 'no-bet' | 'not-measured' | 'not-yet' | 'before-merge';
  mergedAt?: Date;
};

/** Why a word on when the change reached its users, or on how long it is measured, did not count. */
export type ReleaseReply =
  | LiveReply
  | { kind: 'cannot-extend'; because: BetState | 'no-bet' | 'once' | 'decided' | 'conclusive' };

export const releaseReplies: Renderers<ReleaseReply> = {
  'cannot-go-live': ({ because, mergedAt }) => `Nothing was changed: ${why(because, mergedAt)}`,
  'cannot-extend': ({ because }) => `Nothing was changed: ${whyNotExtended(because)}`,
};

function why(because: LiveReply['because'], mergedAt: Date | undefined): string {
  switch (because) {
    case 'no-bet':
      return 'this pull request states no bet, so there is nothing to measure.';
    case 'not-measured':
      return 'nothing is measured on this pull request, so there is no window to start.';
    case 'open':
      return 'this has not been merged yet. Say `/soundings live` when its users have it.';
    case 'closed':
      return 'this was closed without a merge.';
    case 'reverted':
      return 'this was reverted. If it is applied again, say it then.';
    case 'concluded':
      return 'the last readout has concluded, and its verdict stands.';
    case 'not-yet':
      return 'that day has not come yet. Say `/soundings live` on it, or afterwards with its date.';
    case 'before-merge':
      return `that is before the merge${mergedAt ? ` of ${formatDate(mergedAt)}` : ''}. Say a day since then: \`/soundings live 2026-11-03\`.`;
    case 'merged':
    case 'shipped':
      return 'it counts already.';
  }
}

function whyNotExtended(because: Extract<ReleaseReply, { kind: 'cannot-extend' }>['because']): string {
  switch (because) {
    case 'no-bet':
      return 'this pull request states no bet, so there is nothing to measure.';
    case 'once':
      return 'it was extended before. Repeated looks find effects that do not exist, so once is the limit.';
    case 'decided':
      return 'it was decided already.';
    case 'conclusive':
      return 'the last readout could tell, and its verdict stands.';
    default:
      return 'only a last readout that could not tell can be extended, and this has not had its last one.';
  }
}
