import type { World } from '../ports/world.ts';

/** A minute's share: about as many as the write budget lets through. */
const mostNumbers = 20;

/** Has a portion of what was written for other readers written anew: of repositories that became public, and of public ones after an upgrade. */
export async function rewriteSome({ store, log }: Pick<World, 'store' | 'log'>): Promise<void> {
  const claimed = await store.transaction(async (tx) => {
    const next = await tx.claimRewrites(mostNumbers);
    for (const number of next?.numbers ?? [])
      await tx.enqueue({ kind: 'rewrite', repositoryId: next?.repository.id ?? 0, number });
    return next;
  });
  if (!claimed?.begins || claimed.numbers.length === 0) return;
  const { id: repositoryId, owner, name } = claimed.repository;
  log.warn(
    { repositoryId, repository: `${owner}/${name}` },
    'Comments and checks of a public repository are written anew without its figures. GitHub shows what stood in them before in the history of their edits: delete those in which that must not be seen',
  );
}
