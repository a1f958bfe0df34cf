/** `1.5.0-rc.2`: a version with a hyphen after it is a pre-release (semver.org, 9); `+build` says nothing. */
const semver = /(?:^|[^\d.])(?<major>\d{1,9})\.\d{1,9}\.\d{1,9}(?:-(?<pre>[\da-z.-]{1,100}))?(?:\+[\da-z.-]{1,100})?$/i;
const words =
  /(?:^|[^a-z])(?:alpha|beta|rc|canary|nightly|preview|pre-?release|candidate|snapshot|dev|edge|unstable|insiders?|experimental|staging|uat|qa|pre-?prod)(?![a-z])|\d[.-](?:pre|cr|eap)(?=[.\d]|$)|\d(?:a|b|rc|\.dev|\.pre|[.-]m)\d{1,4}$/i;
/** A folder of such tags: `nightly/2026-11-29`. One with more to its name is a package. */
const folder = /(?:^|\/)(?:canary|nightly|snapshots?|staging|uat|qa|pre-?prod)\//i;
/** Behind a version, these say that it is out, or comes after it, whatever semantic versioning makes of the hyphen. */
const out = /^(?:stable|final|ga|release|lts|hot-?fix|patch|post|p(?=\d)|sp(?=\d))(?![a-z])/i;
const firstYear = 1990;

/**
 * Whether the name of a tag says that it is a pre-release, as people forget to tell GitHub. Semantic versions decide it; what is none does by the words
 * that are in use (`nightly-2026-11-29`, Python's `1.5rc2`). The second release of a day (`2026.11.29-1`) is none.
 */
export function isPreReleaseByName(tag: string): boolean {
  const version = tag.slice(tag.lastIndexOf('@') + 1);
  const parts = semver.exec(version)?.groups;
  if (!parts) return folder.test(version) || words.test(version.slice(version.lastIndexOf('/') + 1));
  const { major, pre } = parts;
  if (pre === undefined || (out.test(pre) && !words.test(pre))) return false;
  return !(Number(major) >= firstYear && /^\d+$/.test(pre));
}
