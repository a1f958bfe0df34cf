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
  if (!promoted && rule.prerelease !== 'by-flag' && isPreReleaseByName(release.tag)) return false;
  return rule.tags === undefined || patternMatcher([rule.tags].flat())(release.tag);
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
