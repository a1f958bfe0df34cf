import type { EventContext } from '../../flows/ports/domain-event.ts';
import { eventContextShape } from './payload-shapes.ts';

/**
 * Who did it, and where. Parts that the payload lacks are left out; a repository without an installation is useless.
 */
export function readEventContext(payload: unknown): EventContext {
  const { installation, repository, sender, ...about } = eventContextShape.safeParse(payload).data ?? {};
  const opened = about.pull_request ?? about.issue;
  return {
    ...(installation ? { installationId: installation.id } : {}),
    ...(repository && installation
      ? {
          repository: {
            id: repository.id,
            ownerId: repository.owner.id,
            owner: repository.owner.login,
            name: repository.name,
            defaultBranch: repository.default_branch,
            private: repository.private,
            installationId: installation.id,
          },
        }
      : {}),
    ...(sender ? { sender: { login: sender.login, isBot: sender.type === 'Bot' } } : {}),
    ...(opened ? { opened: { number: opened.number, at: opened.created_at } } : {}),
  };
}
