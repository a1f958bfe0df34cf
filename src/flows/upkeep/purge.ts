import type { Store } from '../ports/store.ts';

/**
 * Removes everything that is known of an installation, a portion at a time. Interrupted, it is begun again and goes on.
 * @param uninstalled what still comes of it is dropped
 * @param ownerId whose it was, where GitHub says so
 */
export async function purgeInstallation(
  store: Store,
  installationId: number,
  uninstalled: boolean,
  ownerId?: number,
): Promise<void> {
  await store.startPurge(installationId, uninstalled, ownerId);
  while (await store.purgeSome(installationId));
}

/** The same of one repository. What its owner learned from it goes along. */
export async function purgeRepository(store: Store, repositoryId: number): Promise<void> {
  while (await store.purgeSomeOfRepository(repositoryId));
}
