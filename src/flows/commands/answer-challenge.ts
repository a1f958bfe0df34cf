import type { Challenge } from '../../domain/commands/challenge.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';

/** `/soundings answer "..."`: by whom the challenge is addressed to, or by anybody with write access where it is discussed. */
export async function answerChallenge(
  world: World,
  repository: Repository,
  { number, at }: SaidComment,
  text: string,
  by: string,
): Promise<Reply> {
  const { store, forge } = world;
  const found = await challengeAt(world, repository, number);
  if (!found) return { kind: 'no-challenge-here' };
  const { subject, owner, answer } = found;
  if (answer) {
    // The same comment read again is the same answer.
    if (answer.by === by && answer.text === text) return { kind: 'answered', subject: subject.name, by };
    return { kind: 'already-answered', by: answer.by };
  }
  const isAddressed = owner?.toLowerCase() === `@${by.toLowerCase()}`;
  if (!isAddressed && !(await forge.canWrite(repository, by)))
    return { kind: 'not-yours-to-answer', login: by, ...(owner ? { owner } : {}) };
  await store.saveChallenge(repository.ownerId, { ...found, answer: { text, by, at } });
  return { kind: 'answered', subject: subject.name, by };
}

/** Of the issue it opened; where none could be opened, of the conversation in which it was raised. */
async function challengeAt(
  { store }: World,
  { id, ownerId }: Repository,
  number: number,
): Promise<Challenge | undefined> {
  const ofIssue = await store.challengeByIssue(id, number);
  if (ofIssue) return ofIssue;
  const open = await store.openChallenges(ownerId);
  return open.find(({ issue, from }) => !issue && from.repositoryId === id && from.number === number);
}
