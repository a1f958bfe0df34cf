import { buildDigest, type DigestBasis } from '../../domain/digest/build-digest.ts';
import { digestMetrics } from '../../domain/digest/digest-metrics.ts';
import { newestEdition } from '../../domain/digest/editions.ts';
import { courseWindow } from '../../domain/digest/metric-course.ts';
import { planOf } from '../../domain/digest/plan-of.ts';
import { disclosureOf, everything } from '../../domain/disclosure/disclosure.ts';
import type { Rhythm } from '../../domain/outcome-map/digest/plan.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { isSameName } from '../../domain/repository.ts';
import { isHeld } from '../../flows/digest/digest-readers.ts';
import type { Store } from '../../flows/ports/store.ts';
import type { Governed } from '../../flows/ports/stores/digest-store.ts';
import type { World } from '../../flows/ports/world.ts';
import { readMetrics } from '../../flows/readings/read-metrics.ts';
import { renderDigest } from '../../render/digest/digest-body.ts';

interface Place {
  ownerId: number;
  home: string;
}

/** The newest digest of a map, from the record, as its repository may show it; undefined: there is no such map. */
export async function digestOf(
  parts: { store: Store; metrics: World['metrics'] },
  { ownerId, home }: Place,
  rhythm: Rhythm,
  at: Date,
): Promise<string | undefined> {
  const governed = await parts.store.governedBy(ownerId, home);
  const [repository] = governed;
  const kept = repository && (await parts.store.mapFiles(repository.id)).lastGood;
  if (!kept) return undefined;
  const { map } = kept;
  const plan = planOf(map);
  const edition = newestEdition(plan, rhythm, at);
  if (!edition) return undefined;
  const { held, ...shown } = await readersOf(parts.store, governed, { ownerId, home }, map);
  const { metrics } = digestMetrics(map, rhythm, shown.disclosure);
  const { from, to } = courseWindow(edition);
  const readings = await readMetrics(parts, repository, metrics, from, to);
  const record = await parts.store.digestRecord(
    ownerId,
    held.map(({ id }) => id),
    edition,
  );
  const basis = { owner: repository.owner, map, edition, timezone: plan.timezone, ...shown };
  return renderDigest(buildDigest(record, { ...basis, readings: new Map(Object.entries(readings)) }));
}

/**
 * Without a plan the operator reads, and the record is theirs. A repository that is not in the record counts as public.
 */
async function readersOf(
  store: Store,
  governed: Governed[],
  { ownerId, home }: Place,
  map: OutcomeMap,
): Promise<Pick<DigestBasis, 'disclosure' | 'mayQuote'> & { held: Governed[] }> {
  const plan = map.digest;
  if (!plan) return { disclosure: everything, mayQuote: () => true, held: governed };
  const place = await store.repositoryNamed(ownerId, plan.repository);
  const isPrivate = place?.private ?? false;
  const homeIsOpen = (await store.repositoryNamed(ownerId, home))?.private === false;
  const disclosure = disclosureOf(map, {
    repository: isPrivate ? 'private' : 'public',
    readsHome: isPrivate || homeIsOpen,
  });
  const held = governed.filter((one) => !one.private || isHeld(plan, place)(one));
  const quoted = held.filter((one) => isPrivate || !one.private);
  return {
    disclosure,
    held,
    mayQuote: (name) => disclosure.words && quoted.some((one) => isSameName(one.name, name)),
  };
}
