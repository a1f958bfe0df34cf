import type { Checkpoint } from '../../domain/bet/checkpoint.ts';
import { day } from '../../domain/day.ts';
import type { Repository } from '../../domain/repository.ts';
import { recordBet } from '../forecast/record-bet.ts';
import { noteFault } from '../net/go-on.ts';
import type { World } from '../ports/world.ts';
import { askForDecision } from './ask-decision.ts';
import { askWhatWasLearned } from './ask-learning.ts';
import { dueCheckpoints } from './due-checkpoints.ts';
import { followUpstream } from './follow-upstream.ts';
import { postReadout } from './post-readout.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';
import { tellUnreleased } from './tell-unreleased.ts';

/** Its readout first, because what comes after it needs a bet that has concluded. */
const steps: { kinds: Checkpoint['kind'][]; take: typeof postReadout }[] = [
  { kinds: ['guard', 'readout'], take: postReadout },
  { kinds: ['upstream'], take: followUpstream },
  { kinds: ['decision'], take: askForDecision },
  { kinds: ['learning'], take: askWhatWasLearned },
  { kinds: ['release'], take: tellUnreleased },
];

/** Everything that is due of a bet by an instant. A step that fails by a fault of ours is put off, and the others are taken. */
export async function doWhatIsDue(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  const outcomes: ReadoutOutcome[] = [];
  for (const { kinds, take } of steps) {
    try {
      outcomes.push(await take(world, repository, number, now));
    } catch (error) {
      noteFault(world, error, { repository, number, what: `${kinds.join(' or ')} could not be done` });
      outcomes.push(await putOff(world, repository, number, kinds, now));
    }
  }
  // What could not be done is what people have to hear of.
  const open = outcomes.find(({ status }) => status === 'delayed' || status === 'refused');
  return open ?? outcomes.find(({ status }) => status !== 'nothing-due') ?? { status: 'nothing-due' };
}

/** To the next day, for as long as it takes: it is in vain today, and some other version may do it. The forecast says so of a readout. */
async function putOff(
  { store, cause: known }: World,
  repository: Repository,
  number: number,
  kinds: Checkpoint['kind'][],
  now: Date,
): Promise<ReadoutOutcome> {
  const bet = await store.betOf(repository.id, number);
  const due = bet ? await dueCheckpoints({ store }, bet, kinds, now) : [];
  const [metric = 'the metric'] = bet?.bet.movements.map((movement) => movement.metric.name) ?? [];
  const cause = `a fault of Soundings, which its log has as ${known}`;
  const notBefore = new Date(now.getTime() + day);
  await store.transaction(async (tx) => {
    for (const checkpoint of due)
      await tx.updateCheckpoint({ ...checkpoint, attempts: checkpoint.attempts + 1, notBefore });
    if (bet && due.some(({ kind }) => kind === 'readout'))
      await recordBet(tx, { ...bet, delayed: { metric, cause, since: bet.delayed?.since ?? now, until: notBefore } });
  });
  return { status: 'delayed', metric, cause };
}
