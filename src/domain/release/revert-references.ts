/** A pull request or a commit, as a text names it. */
export type Reference = { number: number; repository?: string } | { sha: string };

const address = String.raw`https?:\/\/[\w.:-]{1,253}\/(?<urlOwner>[\w-]{1,39})\/(?<urlName>[\w.-]{1,100})\/(?:pull|issues)\/(?<urlNumber>\d{1,10})\b[\w/#?=&%.-]{0,100}`;
const commitAddress = String.raw`https?:\/\/[\w.:-]{1,253}\/[\w-]{1,39}\/[\w.-]{1,100}\/commit\/(?<urlSha>[0-9a-f]{7,64})\b`;
/** `acme/shop@0123abc`, as GitHub links a commit. */
const commitAt = String.raw`[\w-]{1,39}\/[\w.-]{1,100}@(?<atSha>[0-9a-f]{7,64})\b`;
const short = String.raw`(?:(?<owner>[\w-]{1,39})\/(?<name>[\w.-]{1,100}))?#(?<number>\d{1,10})\b|GH-(?<gh>\d{1,10})\b`;
const linked = String.raw`\[[^\]\n]{0,200}\]\(\s{0,3}(?:${address}|${commitAddress})[^)\n]{0,200}\)`;
const unnamed = (pattern: string) => pattern.replace(/\(\?<(\w+)>/g, (_, name: string) => `(?<${name}2>`);
/** `PR 7`, without the hash. */
const unhashed = /^(?<number>\d{1,10})\b/;
const one = new RegExp(
  `^(?:${linked}|<?(?:${unnamed(address)}|${unnamed(commitAddress)})>?|${commitAt}|${short})`,
  'i',
);
const called =
  /^(?:(?:the|following|(?:code )?(?:changes?|work) (?:(?:made|introduced|done|added|brought) )?(?:of|from|in|by|with)|merge of|squash(?:ed)? (?:commit|merge)(?: of)?|merge commit(?: of)?|pull requests?|prs?|commits?|revert(?!\sof))(?::\s{0,3}|\s{1,3})){1,3}/i;
const between = /^(?:\s{0,3}(?:,|;|&|\+|\/|\band\b)\s{0,3}){1,2}|^\s{1,3}/i;
const sha = /^[`"'(]?([0-9a-f]{7,64})\b[`"')]?/i;
const most = 20;
/** `#12–#14`: the one before it is the first of them. */
const upTo = /^\s?(?:[-–—]|\.{2,3}|to|through|thru|until)\s?#(\d{1,10})\b/i;

/**
 * The references with which a text begins, and what comes after them: `#7, PR #8 and [#9](https://...)`, `the squash commit 0123abcd`.
 * @param bare as long as `text`, with code blanked out: numbers do not count there, commits do.
 */
export function referencesIn(text: string, bare: string): { references: Reference[]; rest: string } {
  const references: Reference[] = [];
  let at = 0;
  for (let next = 0; references.length < most; ) {
    const name = called.exec(bare.slice(next))?.[0] ?? '';
    const from = next + name.length;
    const pull =
      one.exec(bare.slice(from)) ??
      (/\b(?:pr|pull request)[:\s]{1,3}$/i.test(name) ? unhashed.exec(bare.slice(from)) : null);
    const commit = pull ? undefined : shaAt(text.slice(from), name);
    if (!pull && !commit) break;
    references.push(commit ? { sha: commit.sha } : referenceOf(pull?.groups ?? {}));
    at = from + (commit?.length ?? pull?.[0].length ?? 0);
    const [range, last] = upTo.exec(bare.slice(at)) ?? [];
    const first = references.at(-1);
    if (range !== undefined && first && 'number' in first && Number(last) - first.number < most) {
      for (let number = first.number + 1; number <= Number(last); number += 1) references.push({ ...first, number });
      at += range.length;
    }
    next = at + (between.exec(bare.slice(at))?.[0].length ?? 0);
    if (next === at) break;
  }
  return { references, rest: bare.slice(at) };
}

/** Seven letters from a to f may be a word: a commit has a figure in it, or is called one. */
function shaAt(text: string, name: string): { sha: string; length: number } | undefined {
  const match = sha.exec(text);
  if (match?.[1] === undefined || !(/commit|merge/i.test(name) || /\d/.test(match[1]))) return undefined;
  return { sha: match[1], length: match[0].length };
}

function referenceOf(found: Record<string, string | undefined>): Reference {
  const { owner = found.urlOwner ?? found.urlOwner2, name = found.urlName ?? found.urlName2 } = found;
  const commit = found.urlSha ?? found.urlSha2 ?? found.atSha;
  if (commit !== undefined) return { sha: commit };
  const number = Number(found.number ?? found.gh ?? found.urlNumber ?? found.urlNumber2);
  return owner === undefined ? { number } : { number, repository: `${owner}/${name}` };
}
