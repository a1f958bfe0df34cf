import type { Conclusion } from './judgement.ts';

interface OnHead {
  number: number;
  fromFork: boolean;
  conclusion?: Conclusion;
}

const worstFirst: (Conclusion | undefined)[] = ['failure', 'neutral', 'success'];

/**
 * A check belongs to a commit, and several open pull requests may have it as their head. The worst of those whose branch lies in the repository decides,
 * or a second one would turn the first one green; what comes from a fork changes nothing there, in either direction.
 */
export function decidingOn<Member extends OnHead>(open: Member[]): { decider?: Member; sharing: Member[] } {
  const ours = open.filter(({ fromFork }) => !fromFork);
  const sharing = ours.length > 0 ? ours : open;
  const conclusion = worstFirst.find((one) => sharing.some((member) => member.conclusion === one));
  const decider = sharing.find((member) => conclusion !== undefined && member.conclusion === conclusion);
  return { sharing, ...(decider ? { decider } : {}) };
}

/** A head has one run, which all on it know. */
export const runOn = (open: { checkRunId?: number }[]): number | undefined =>
  open.find(({ checkRunId }) => checkRunId !== undefined)?.checkRunId;
