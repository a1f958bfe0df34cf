import type { Repository } from '../domain/facts.ts';
import { askForDecision } from './ask-decision.ts';
import { askWhatWasLearned } from './ask-learning.ts';
import { followUpstream } from './follow-upstream.ts';
import type { World } from './ports.ts';
import { postReadout, type ReadoutOutcome } from './post-readout.ts';

/** Everything that is due of a bet by an instant: its readout first, because what comes after it needs a bet that has concluded. */
export async function doWhatIsDue(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  const outcomes = [
    await postReadout(world, repository, number, now),
    await followUpstream(world, repository, number, now),
    await askForDecision(world, repository, number, now),
    await askWhatWasLearned(world, repository, number, now),
  ];
  // What could not be done is what people have to hear of.
  const open = outcomes.find(({ status }) => status === 'delayed' || status === 'refused');
  return open ?? outcomes.find(({ status }) => status !== 'nothing-due') ?? { status: 'nothing-due' };
}
