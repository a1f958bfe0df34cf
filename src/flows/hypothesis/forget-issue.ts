import type { Repository } from '../../domain/repository.ts';
import type { DomainEvent } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { judgeAnew } from './record-hypothesis.ts';

type Gone = Extract<DomainEvent, { kind: 'issue-gone' }>;

/**
 * An issue was deleted, or transferred. Within the same owner a hypothesis takes its history along; elsewhere it is for others to say where it
 * stands. What rests on it is judged anew. The challenge that it was opened for is still unanswered, and stays listed.
 */
export async function forgetIssue(world: World, repository: Repository, { number, movedTo }: Gone): Promise<void> {
  const { store } = world;
  const here = { owner: repository.owner, repository: repository.name, number };
  const [standing] = await store.hypothesisStandings(repository.ownerId, [here]);
  const challenge = await store.challengeByIssue(repository.id, number);
  const { installationId } = repository;
  const present = movedTo && (await world.forge.present({ ...movedTo.repository, installationId }));
  const there = movedTo && present?.ownerId === repository.ownerId ? { ...movedTo, repository: present } : undefined;
  await store.transaction(async (tx) => {
    if (there) await tx.rememberRepository(there.repository, world.now());
    if (challenge) {
      const { issue: _, ...rest } = challenge;
      const issue = there && { repositoryId: there.repository.id, number: there.number };
      await tx.saveChallenge(repository.ownerId, issue ? { ...rest, issue } : rest);
    }
    if (!standing) return;
    await judgeAnew(tx, repository, here);
    await tx.deleteHypothesisStanding(repository.id, number);
    if (!there) return;
    const { id: repositoryId } = there.repository;
    await tx.saveHypothesisStanding(repositoryId, there.number, standing);
    // Its comment went along: it is looked for there before another one is written.
    await tx.saveComment(repositoryId, there.number, { kind: 'hypothesis', key: '', digest: '' });
    await tx.enqueue({ kind: 'hypothesis', repositoryId, number: there.number });
  });
}
