import type { Repository } from '../../domain/repository.ts';
import type { ConfirmedRepository } from '../ports/stores/repository-store.ts';
import type { World } from '../ports/world.ts';

/** So long is believed what GitHub said of a repository itself, where nothing says otherwise. */
const goodForMs = 10 * 60_000;

/**
 * A repository as GitHub has it; undefined: it has none such, or not for us. What is told of one in a payload is a hint, as a payload may be days old:
 * whose it is, what it is called and who may read it are asked for where the two of us disagree, or have not asked for a while.
 * @param kept what was read of it just now
 */
export async function confirmRepository(
  { forge, installations, store, log, now }: World,
  told: Repository,
  kept?: ConfirmedRepository,
): Promise<Repository | undefined> {
  const { repository: known, confirmedAt } = kept ?? (await store.confirmedRepository(told.id)) ?? {};
  const age = confirmedAt ? now().getTime() - confirmedAt.getTime() : Number.POSITIVE_INFINITY;
  if (known && isSame(known, told) && age >= 0 && age < goodForMs) return known;
  // Installations are numbered as they come: the later one is that of the present owner, if the repository changed hands.
  const tokens = [told, ...(known && known.installationId !== told.installationId ? [known] : [])];
  tokens.sort((a, b) => b.installationId - a.installationId);
  for (const asking of tokens) {
    const found = await forge.present(asking);
    if (!found) continue;
    const installationId = tokens.find(({ ownerId }) => ownerId === found.ownerId)?.installationId;
    // A public one can be read by the installation of an owner who gave it away.
    const present = { ...found, installationId: installationId ?? (await installations.having(found)) ?? 0 };
    if (present.installationId === 0) break;
    await store.rememberRepository(present, now());
    return present;
  }
  log.warn({ repositoryId: told.id }, 'Repository named by a delivery is not on GitHub, or not visible to the App');
  return undefined;
}

const isSame = (one: Repository, other: Repository) =>
  one.ownerId === other.ownerId &&
  one.owner === other.owner &&
  one.name === other.name &&
  one.private === other.private &&
  one.defaultBranch === other.defaultBranch &&
  one.installationId === other.installationId;
