import { existsSync } from 'node:fs';
import { mapPath } from '../../../domain/outcome-map/map-path.ts';
import type { MapProblem } from '../../../domain/outcome-map/map-problem.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import { isSameName, type Repository } from '../../../domain/repository.ts';
import { mapLoader } from '../../../github/outcome-map/load-outcome-map.ts';
import { findMap } from '../../../github/outcome-map/outcome-maps.ts';
import { fileReader } from '../../../github/read-file.ts';
import type { Requests } from '../../../github/requests/requests.ts';
import { readText } from '../../analyse/read-text.ts';

/** The map, and where it was found, for people. */
type MapFound = { map: OutcomeMap; from: string } | { problems: string[] };

/**
 * The map that is named; else that of the working directory, where it is a checkout of the repository; else that on
 * GitHub. What it extends is read there.
 */
export async function mapOf(requests: Requests, repository: Repository, named: string | undefined): Promise<MapFound> {
  const forge = { file: fileReader(requests) };
  const path = named ?? (isCheckoutOf(repository) && existsSync(mapPath) ? mapPath : undefined);
  const own = { name: repository.name, path: mapPath };
  const load = mapLoader(forge);
  if (path !== undefined) {
    const read = readText(path);
    if ('problem' in read) return { problems: [read.problem] };
    return said(await load(repository, own, { sha: '', text: read.text }), path);
  }
  const found = await findMap(forge, repository);
  const name = `${repository.owner}/${repository.name}`;
  if (!found)
    return {
      problems: [
        `${name} has no outcome map (${mapPath}): write one with \`npx soundings init\`, and name it with --map`,
      ],
    };
  return said(await load(repository, found.place, found.file), `${repository.owner}/${found.place.name}:${mapPath}`);
}

function said(loaded: { map: OutcomeMap } | { problems: MapProblem[] }, from: string): MapFound {
  if ('map' in loaded) return { map: loaded.map, from };
  return {
    problems: loaded.problems.map(
      ({ file, line, column, what, expected }) =>
        `${file === mapPath ? from : file}:${line}:${column}: ${what}, expected ${expected}`,
    ),
  };
}

/** A checkout names where it comes from. Of a linked worktree that is elsewhere: then the map on GitHub is taken. */
function isCheckoutOf({ owner, name }: Repository): boolean {
  const config = readText('.git/config');
  if ('problem' in config) return false;
  return [...config.text.matchAll(/^\s*url\s*=\s*(\S+)$/gm)].some(([, url = '']) => {
    const [, of = '', called = ''] = /([^/:]+)\/([^/]+?)(?:\.git)?\/?$/.exec(url) ?? [];
    return isSameName(of, owner) && isSameName(called, name);
  });
}
