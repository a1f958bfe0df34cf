import type { Bet } from '../../domain/bet/bet.ts';
import { issueReference } from './issue-link.ts';
import { firstOf } from './words.ts';

/** A pull request that is to find something out, and need not move anything. */
export function discoveryHeadline({ hypotheses }: Bet): string {
  return `Discovery: whether ${firstOf(hypotheses.map(issueReference), 3)} ${hypotheses.length === 1 ? 'holds' : 'hold'}`;
}

export const discoveryNext = '14 days after the merge a comment here asks what was learned. Nothing to do now.';
