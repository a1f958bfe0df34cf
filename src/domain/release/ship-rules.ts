import type { BetRecord } from '../bet/bet-record.ts';
import type { ShipSignal } from '../bet/lifecycle.ts';
import type { ReleaseRule } from '../outcome-map/outcome-map.ts';
import { patternMatcher } from '../text/glob.ts';
import { isPreReleaseByName } from './pre-release.ts';

/**
 * A release ships what it holds when the repository ships by releases, it is no pre-release, and its tag is of the family.
 * @param promoted it was flagged as a pre-release, and is none any more, whatever it is called: somebody took the flag away.
 */
export function releaseCounts(
  rule: ReleaseRule,
  release: { tag: string; prerelease: boolean },
  promoted = false,
): boolean {
  if (rule.on !== 'release' || release.prerelease) return false;
  return (promoted || isNoPreRelease(rule, release.tag)) && isOfTags(rule, release.tag);
}

/** A tag ships what it holds when the repository ships by tags alone. */
export const tagCounts = (rule: ReleaseRule, tag: string): boolean =>
  rule.on === 'tag' && isNoPreRelease(rule, tag) && isOfTags(rule, tag);

const isNoPreRelease = ({ prerelease }: ReleaseRule, tag: string) =>
  prerelease === 'by-flag' || !isPreReleaseByName(tag);

function isOfTags({ tags, families = [] }: ReleaseRule, tag: string): boolean {
  if (tags === undefined || patternMatcher([tags].flat())(tag)) return true;
  return families.some((family) => patternMatcher(family.tags)(tag));
}

/** Which families of a monorepo a change belongs to, by their place in the map. */
export const familiesOf = ({ families = [] }: ReleaseRule, paths: string[]): number[] =>
  families.flatMap((family, index) => (paths.some(patternMatcher(family.paths)) ? [index] : []));

/** A change that belongs to families ships by their tags alone, as the map had them when it was merged. */
export function isOfItsFamily(
  { map, families = [] }: Pick<BetRecord, 'map' | 'families'>,
  signal: ShipSignal,
): boolean {
  if (families.length === 0 || !('name' in signal)) return true;
  return families.some((index) => patternMatcher(map.release.families?.[index]?.tags ?? [])(signal.name));
}

/**
 * A deployment ships when the repository ships by deployments and it went to the environment that people use: the one the map names, else the
 * one flagged as production or called so. Transient ones (previews of a pull request) never do.
 */
export function deploymentCounts(
  rule: ReleaseRule,
  deployment: { environment: string; production: boolean; transient: boolean },
): boolean {
  if (rule.on !== 'deployment' || deployment.transient) return false;
  const environment = deployment.environment.toLowerCase();
  if (rule.environment !== undefined) return environment === rule.environment.toLowerCase();
  return deployment.production || environment === 'production';
}

const minute = 60_000;

/**
 * From when on a release may hold a merge. GitHub dates a tag by the repository's last push, in whole seconds, so that one may look older than the merge that
 * it holds; whether it does is asked of its commits.
 */
export const mayHoldSince = (mergedAt: Date): Date => new Date(mergedAt.getTime() - minute);
