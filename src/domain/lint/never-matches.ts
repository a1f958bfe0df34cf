import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { isGlob } from '../text/glob.ts';
import type { Lint } from './rule.ts';

/** Why a pattern matches nothing, or that it matches everything. */
export type Mismatch =
  | 'expression'
  | 'root'
  | 'backslash'
  | 'too-many'
  | 'only-excluded'
  | 'no-pattern'
  | 'team'
  | 'email'
  | 'bot'
  | 'folder'
  | 'fork'
  | 'ref'
  | 'extension'
  | 'stand-in'
  | 'not-asked'
  | 'everything'
  | 'one-version'
  | 'several'
  | 'owners'
  | 'person'
  | 'address'
  | 'taken-out'
  | 'no-ref'
  | 'several-names'
  | 'several-paths'
  | 'versions';

interface NeverMatches {
  rule: 'never-matches';
  /** The key in the map: `policy.exempt.paths`. */
  key: string;
  pattern: string;
  why: Mismatch;
}

/**
 * A pattern of the policy that no path, tag, branch, label, environment or login can match, so that what it says never happens; and one that
 * exempts every pull request.
 */
export const neverMatches: Lint<NeverMatches> = ({ map, places }) =>
  patternsOf(map).flatMap(({ path, pattern, why }) => {
    const key = path.filter((step) => typeof step === 'string').join('.');
    return why ? [{ rule: 'never-matches', key, pattern, why, at: places.at(path) }] : [];
  });

interface Pattern {
  path: (string | number)[];
  pattern: string;
  why: Mismatch | undefined;
}

function patternsOf({ policy: { exempt, issues }, release }: OutcomeMap): Pattern[] {
  const labels = (path: string[], names: string[]) =>
    names.map((pattern, index) => ({ path: [...path, index], pattern, why: ofLabel(pattern) }));
  const branches = (exempt.branches ?? []).map((pattern, index) => ({
    path: ['policy', 'exempt', 'branches', index],
    pattern,
    why: ofBranch(pattern, index === 0) ?? ofAll(exempt.branches ?? [], index, /^\*{1,2}(?:\/\*)?$/),
  }));
  const paths = exempt.paths.map((pattern, index) => ({
    path: ['policy', 'exempt', 'paths', index],
    pattern,
    why: ofPath(pattern, index === 0) ?? ofAll(exempt.paths, index, everyPath) ?? takenOut(exempt.paths, index),
  }));
  const authors = exempt.authors.map((pattern, index) => ({
    path: ['policy', 'exempt', 'authors', index],
    pattern,
    why: ofLogin(pattern),
  }));
  const { on, tags, environment } = release;
  const byTags = on === 'release' || on === 'tag';
  return [
    ...paths,
    ...authors,
    ...branches,
    ...labels(['policy', 'exempt', 'labels'], exempt.labels),
    ...labels(['policy', 'issues', 'labels'], issues.labels),
    ...(release.families ?? []).flatMap((family, index) => ofFamily(family, index, byTags)),
    ...[tags ?? []].flat().map((pattern, index) => ({
      path: typeof tags === 'string' ? ['release', 'tags'] : ['release', 'tags', index],
      pattern,
      why: byTags ? ofTag(pattern, index === 0) : ('not-asked' as const),
    })),
    ...(environment === undefined
      ? []
      : [
          {
            path: ['release', 'environment'],
            pattern: environment,
            why: on === 'deployment' ? ofName(environment) : ('not-asked' as const),
          },
        ]),
  ];
}

const everyPath = /^\*\*(?:\/\*)?$/;

/** `!**` at the end leaves nothing of what came before it. */
const takenOut = (patterns: string[], index: number): Mismatch | undefined =>
  index === patterns.length - 1 && everyPath.test(patterns[index]?.replace(/^!/, '') ?? '') ? 'taken-out' : undefined;

/** Names that folders have, without what would make them one. */
const folder = /^(?:\.github|\.vscode|docs?|documentation|examples?|tests?|website)$/;

/** What lets everything in, and nothing after it takes any out. */
const ofAll = (patterns: string[], index: number, all: RegExp): Mismatch | undefined =>
  all.test(patterns[index] ?? '') && !patterns.slice(index + 1).some((one) => one.startsWith('!'))
    ? 'everything'
    : undefined;

function ofFamily(
  { paths, tags }: NonNullable<OutcomeMap['release']['families']>[number],
  index: number,
  byTags: boolean,
): Pattern[] {
  const at = (key: string, place: number) => ['release', 'families', index, key, place];
  return [
    ...paths.map((pattern, place) => ({
      path: at('paths', place),
      pattern,
      why: ofPath(pattern, place === 0) ?? (isFolder.test(pattern) ? 'folder' : undefined),
    })),
    ...[tags].flat().map((pattern, place) => ({
      path: typeof tags === 'string' ? ['release', 'families', index, 'tags'] : at('tags', place),
      pattern,
      why: byTags ? ofTag(pattern, place === 0) : ('not-asked' as const),
    })),
  ];
}

function ofBranch(pattern: string, isFirst: boolean): Mismatch | undefined {
  if (isFirst && pattern.startsWith('!')) return 'only-excluded';
  const glob = pattern.replace(/^!/, '');
  if (/^(?:refs|origin|upstream)\//.test(glob)) return 'ref';
  if (glob.includes(':')) return 'fork';
  return ofRef(glob);
}

/** Of a branch or a tag. */
function ofRef(glob: string): Mismatch | undefined {
  if (isExpression(glob) || inRef.test(glob)) return 'expression';
  if (/,\s|^[^{]*,[^}]*$/.test(glob)) return 'several';
  if (/[\s~^:]|^\/|\/\//.test(glob)) return 'no-ref';
  return isGlob(glob) ? undefined : 'too-many';
}

/** `v1.*` is a glob; `v.*` is not, nor is `release/.*`, since no part of a name begins with a dot. */
const inRef = /(?:^|[a-z/_-])\.\*/i;

/** Labels are compared letter by letter. */
const ofLabel = (label: string): Mismatch | undefined => {
  if (/[\w-],\s[\w-]/.test(label)) return 'several';
  return label.includes('*') || /^\^|[\w)]\$$/.test(label) ? 'no-pattern' : undefined;
};

function ofPath(pattern: string, isFirst: boolean): Mismatch | undefined {
  if (isFirst && pattern.startsWith('!')) return 'only-excluded';
  const glob = pattern.replace(/^!/, '');
  if (isExpression(glob) || inPath.test(glob)) return 'expression';
  if (glob.includes('://')) return 'address';
  if (/\s@[\w-]|\s#\s/.test(glob)) return 'owners';
  if (/[\w*/],\s?(?:[\w-]+\/\*\*|\*\*?[./])/.test(glob)) return 'several';
  if (/^(?:\.{0,2}|~)\//.test(glob)) return 'root';
  if (/\\[\w*]/.test(glob)) return 'backslash';
  if (/^\.{1,2}$/.test(glob)) return 'root';
  if (/\*\*?\s+[\w@.-]+\/|\/\s+[\w@.-]+\/\*/.test(glob)) return 'several-paths';
  if (folder.test(glob)) return 'folder';
  if (/^\.(?:mdx?|txt|rst|adoc|json|ya?ml|lock|png|svg|jsx?|tsx?|css|html)$/.test(glob)) return 'extension';
  return isGlob(glob) ? undefined : 'too-many';
}

/** `docs/.*`, whereas `README.*`, `**\/.*` and `.*` by itself are globs. */
const inPath = /[^*]\/\.\*(?=\/|$)|^\.\*\//;

function ofTag(pattern: string, isFirst: boolean): Mismatch | undefined {
  if (isFirst && pattern.startsWith('!')) return 'only-excluded';
  const glob = pattern.replace(/^!/, '');
  if (
    /\bv?(?:x\.y(?:\.z)?|n\.n(?:\.n)?|\d{1,4}(?:\.\d{1,4})?\.x|major\.minor)\b|\by{4}[.-]?m{1,2}|#\.#|<[^>]*>|\{\{|\$\{|\{(?:major|minor|patch|version)\}|^\{?(?:version|tag)\}?$/i.test(
      glob,
    )
  )
    return 'stand-in';
  if (/^v?\d{1,6}(?:\.\d{1,6}){1,3}$/.test(glob)) return 'one-version';
  if (/^(?:refs|tags)\//.test(glob)) return 'ref';
  if (/^[<>=~^]{1,2}\s?v?\d/.test(glob)) return 'versions';
  return ofRef(glob);
}

/** Of a family, whose paths are folders: `packages/b` */
const isFolder = /^[\w@-]+(?:\/[\w@-]+)+$/;

/** Environments are compared letter by letter. */
const ofName = (name: string): Mismatch | undefined =>
  name.includes('://')
    ? 'address'
    : /[\w)]\s?[,|]\s?\w/.test(name)
      ? 'several-names'
      : /[*?{}[\]^$]/.test(name)
        ? 'no-pattern'
        : undefined;

/** Apps, whose logins end in [bot]. */
const bots = new Set(
  'dependabot renovate github-actions mergify allcontributors pre-commit-ci release-please'.split(' '),
);

/** Logins are compared letter by letter. */
function ofLogin(login: string): Mismatch | undefined {
  if (/[*?{}]/.test(login)) return 'no-pattern';
  if (/[\w\]]\s?[,;|]\s?[\w@]/.test(login)) return 'several';
  if (/^[^@]+@/.test(login)) return 'email';
  if (/\s/.test(login) || login === '[bot]') return 'person';
  if (bots.has(login.toLowerCase().replace(/^@/, ''))) return 'bot';
  return login.includes('/') && !login.startsWith('app/') ? 'team' : undefined;
}

/** The marks of a regular expression that a glob has no use for. */
const isExpression = (glob: string) =>
  /^\^|^\/.*\/$|\$$|\.\+|\\[dwsb.]|\]\+|\)[*+?]|\([^()]*\||[\w*)]\s?\|\s?[\w*(]|\(\.\*/.test(glob);
