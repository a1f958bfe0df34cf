import type { Repository } from '../domain/repository.ts';
import { type Forge, WriteRefused } from '../flows/ports/forge.ts';
import type { Log } from '../flows/ports/log.ts';

const hourMs = 3_600_000;
/** Beyond so many installations and reasons the record starts again. */
const mostRemembered = 10_000;

/** The permission that each of these needs, by its name in an App's settings. */
const rights = {
  createCheck: 'checks: write',
  ownCheck: 'checks: write',
  updateCheck: 'checks: write',
  createComment: 'issues: write and pull_requests: write',
  updateComment: 'issues: write and pull_requests: write',
  createIssue: 'issues: write',
  updateIssue: 'issues: write',
  updateReleaseNotes: 'contents: write',
  addLabel: 'issues: write and pull_requests: write',
  removeLabel: 'issues: write and pull_requests: write',
  react: 'issues: write and pull_requests: write',
} satisfies Partial<Record<keyof Forge, string>>;

/**
 * A forge that logs refusals once an hour for each installation, permission and reason: the operator can grant what is
 * missing, and needs no line for each pull request. Refused labels and reactions are skipped, as nothing depends on
 * them.
 */
export function tellRefusals(forge: Forge, { log, now }: { log: Log; now(): Date }): Forge {
  const told = new Map<string, number>();
  const tell = ({ id, installationId }: Repository, right: string, { message }: WriteRefused) => {
    const key = `${installationId} ${right} ${message}`;
    const at = now().getTime();
    if (Math.abs(at - (told.get(key) ?? Number.NEGATIVE_INFINITY)) < hourMs) return;
    if (told.size >= mostRemembered) told.clear();
    told.set(key, at);
    log.warn(
      { installationId, repositoryId: id, right },
      `GitHub refused, perhaps a missing permission, which \`npx soundings doctor\` names: ${message}`,
    );
  };
  const telling =
    <Given extends unknown[], Answer>(
      method: keyof typeof rights,
      call: (repository: Repository, ...given: Given) => Promise<Answer>,
    ) =>
    async (repository: Repository, ...given: Given): Promise<Answer> => {
      try {
        return await call(repository, ...given);
      } catch (error) {
        if (error instanceof WriteRefused) tell(repository, rights[method], error);
        throw error;
      }
    };
  const leaving =
    <Given extends unknown[]>(call: (...given: Given) => Promise<void>) =>
    (...given: Given): Promise<void> =>
      call(...given).catch((error) => {
        if (!(error instanceof WriteRefused)) throw error;
      });
  return {
    ...forge,
    createCheck: telling('createCheck', forge.createCheck),
    ownCheck: telling('ownCheck', forge.ownCheck),
    updateCheck: telling('updateCheck', forge.updateCheck),
    createComment: telling('createComment', forge.createComment),
    updateComment: telling('updateComment', forge.updateComment),
    createIssue: telling('createIssue', forge.createIssue),
    updateIssue: telling('updateIssue', forge.updateIssue),
    updateReleaseNotes: telling('updateReleaseNotes', forge.updateReleaseNotes),
    addLabel: leaving(telling('addLabel', forge.addLabel)),
    removeLabel: leaving(telling('removeLabel', forge.removeLabel)),
    react: leaving(telling('react', forge.react)),
  };
}
