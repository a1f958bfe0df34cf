import { decidingOn } from '../../domain/gate/deciding.ts';
import type { Repository } from '../../domain/repository.ts';
import { renderReply } from '../../render/commands/reply-comment.ts';
import { evaluatePullRequest } from '../gate/evaluate-pull-request.ts';
import type { DomainEvent, EventContext } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { exempt } from './exempt.ts';
import { answerGuest } from './handle-comment.ts';

type Press = Extract<DomainEvent, { kind: 'button-pressed' }>;

/** The two buttons of the check. Anyone who presses one must have write access at that moment. */
export async function pressButton(
  world: World,
  repository: Repository,
  press: Press,
  sender: EventContext['sender'],
): Promise<void> {
  const { store } = world;
  // Of several on one head, the one whose check it is.
  const { decider } = decidingOn(await store.openOn(repository.id, press.headSha));
  const number = decider?.number ?? press.number ?? (await store.numberByHead(repository.id, press.headSha));
  if (number === undefined || !sender) return;
  if (await world.forge.canWrite(repository, sender.login)) {
    const reason = 'marked exempt on the check';
    if (press.button === 'exempt') await exempt(world, repository, number, sender.login, reason, press.headSha);
    else await evaluatePullRequest(world, repository, number, true);
    return;
  }
  const body = renderReply([{ kind: 'no-write-access', login: sender.login }]);
  await answerGuest(world, repository, number, sender.login, { key: `button-${press.headSha.slice(0, 12)}`, body });
}
