import { LRUCache } from 'lru-cache';
import { quotedFor } from '../../domain/disclosure/quoted-for.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import type { MapProblem } from '../../domain/outcome-map/map-problem.ts';
import type { MapHome, MapState } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Forge, ForgeFile } from '../../flows/ports/forge.ts';
import type { Log } from '../../flows/ports/log.ts';
import type { OutcomeMaps } from '../../flows/ports/outcome-maps.ts';
import type { MapFiles, MapStore } from '../../flows/ports/stores/map-store.ts';
import { type BrokenMap, type GoodMap, labelOf, type MapPlace, type mapLoader } from './load-outcome-map.ts';

interface MapReading {
  forge: Pick<Forge, 'file' | 'lastCommitOf' | 'canRead'>;
  /** Shared by all owners: a blob is the same for everybody, and was parsed once. */
  load: ReturnType<typeof mapLoader>;
  /** Also shared: what was read of each repository a moment ago. */
  recent: ReturnType<typeof recentMaps>;
  store: MapStore;
  log: Log;
}

const recentMs = 30_000;
const mostRecent = 500;

/** Maps in force by the ids of their repositories. */
export const recentMaps = (now: () => number = () => performance.now()) =>
  new LRUCache<number, Extract<MapState, { kind: 'valid' }>>({
    max: mostRecent,
    ttl: recentMs,
    perf: { now },
    ttlResolution: 0,
  });

/**
 * The outcome map of the repository's default branch, else that of the owner's `.github` repository. The last good copy
 * stays in force when the files turn invalid; when they are deleted, it goes too.
 */
export function outcomeMaps({ forge, load, recent, store, log }: MapReading): OutcomeMaps {
  return {
    inForce,

    async lately(repository, kept) {
      const known = recent.get(repository.id);
      if (!known) return inForce(repository, kept);
      const { lastGood, broken } = kept ?? (await store.mapFiles(repository.id));
      const isSame = lastGood?.version === known.version && !broken;
      return isSame ? known : inForce(repository);
    },

    async proposedAt(repository, ref, by) {
      const file = await forge.file(repository, mapPath, { ref });
      if (!file) return undefined;
      let isUnseen = false;
      const mayRead = async (place: MapPlace) => {
        const seen = await seenBy(repository, place, by);
        isUnseen ||= seen === 'not by its author';
        return seen !== 'no';
      };
      const loaded = await load(repository, { name: repository.name, path: mapPath }, file, { ref, mayRead });
      if (isUnseen) return 'unseen';
      if ('map' in loaded) return { map: loaded.map, places: loaded.places };
      return { problems: loaded.problems.map((problem) => asOwn(problem, loaded.extendsAt)) };
    },
  };

  async function inForce(repository: Repository, read?: MapFiles): Promise<MapState> {
    // Until the map in force is known, nothing may be extended.
    recent.delete(repository.id);
    const found = await findMap(forge, repository);
    const kept = read ?? (await store.mapFiles(repository.id));
    if (!found) return forget(repository, kept);
    const loaded = await load(repository, found.place, found.file);
    const home = homeOf(repository, found.place, loaded.files.values());
    return 'map' in loaded ? keep(repository, kept, loaded, home) : stayWithLastGood(repository, kept, loaded, home);
  }

  /**
   * Anyone who can open a pull request can propose a map, and sees the errors of it together with a file that it
   * extends. So that file must be one that may be quoted, or one that the map in force extends. Errors in the latter
   * are shown only to people who may read it.
   */
  async function seenBy(
    repository: Repository,
    place: MapPlace,
    author: string,
  ): Promise<'yes' | 'no' | 'not by its author'> {
    const other = { owner: repository.owner, name: place.name };
    if (await forge.canRead(repository, other, quotedFor(repository, author))) return 'yes';
    const found = await findMap(forge, repository);
    const inForce = found && (await load(repository, found.place, found.file));
    if (!inForce?.files.has(labelOf(repository, place))) return 'no';
    return (await forge.canRead(repository, other, author)) ? 'yes' : 'not by its author';
  }

  async function forget(repository: Repository, kept: MapFiles): Promise<MapState> {
    if (kept.lastGood || kept.broken) await store.saveMapState(repository.id, {});
    return { kind: 'none' };
  }

  async function keep(
    repository: Repository,
    kept: MapFiles,
    { map, version }: GoodMap,
    home: MapHome,
  ): Promise<MapState> {
    if (kept.lastGood?.version !== version || kept.broken) {
      await store.saveMapState(repository.id, { lastGood: { map, version, home } });
    }
    const state = { kind: 'valid' as const, map, version, home };
    recent.set(repository.id, state);
    return state;
  }

  async function stayWithLastGood(
    repository: Repository,
    { lastGood, broken }: MapFiles,
    { version, problems, files }: BrokenMap,
    home: MapHome,
  ): Promise<MapState> {
    const [problem] = problems;
    if (!lastGood || !problem) return { kind: 'invalid', problems, home };
    const { map, version: good } = lastGood;
    const stale = (commit: string): MapState => ({
      kind: 'stale',
      map,
      version: good,
      home: both(home, lastGood.home),
      since: { commit, problem },
    });
    if (broken?.version === version) return stale(broken.commit);
    const commit = await commitOf(repository, files.get(problem.file));
    await store.saveMapState(repository.id, { lastGood, broken: { version, commit } });
    log.warn(
      { repositoryId: repository.id, commit, problem },
      'Outcome map is invalid; the last good copy stays in force',
    );
    return stale(commit);
  }

  async function commitOf(repository: Repository, place: MapPlace | undefined): Promise<string> {
    const { name, path } = place ?? { name: repository.name, path: mapPath };
    return (await forge.lastCommitOf(repository, path, name)) ?? 'unknown';
  }
}

function homeOf(repository: Repository, { name }: MapPlace, files: Iterable<MapPlace>): MapHome {
  const known = [name, repository.name].map((one) => one.toLowerCase());
  const others = [...files].map((file) => file.name.toLowerCase()).filter((other) => !known.includes(other));
  return others.length > 0 ? { name, others: [...new Set(others)] } : { name };
}

/** The map in force was read somewhere, and its errors are reported somewhere. */
function both({ name, others = [] }: MapHome, before: MapHome | undefined): MapHome {
  const all = new Set([...others, ...(before ? [before.name, ...(before.others ?? [])] : [])]);
  all.delete(name);
  return all.size > 0 ? { name, others: [...all] } : { name };
}

/**
 * A problem in another file, shown at the line that extends it, because the check annotates only the map's own lines.
 */
function asOwn(problem: MapProblem, extendsAt: BrokenMap['extendsAt']): MapProblem {
  const { file, line, what, expected } = problem;
  if (file === mapPath || !extendsAt) return problem;
  return { ...extendsAt, what: `${what} (line ${line} of ${file})`, expected };
}

/** In the repository itself, else in the owner's `.github`. */
export async function findMap(
  forge: Pick<Forge, 'file'>,
  repository: Repository,
): Promise<{ place: MapPlace; file: ForgeFile } | undefined> {
  const own = await forge.file(repository, mapPath);
  if (own) return { place: { name: repository.name, path: mapPath }, file: own };
  const name = '.github';
  const ofOwner = repository.name === name ? undefined : await forge.file(repository, mapPath, { name });
  return ofOwner && { place: { name, path: mapPath }, file: ofOwner };
}
