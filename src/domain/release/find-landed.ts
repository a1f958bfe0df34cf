import { readableLines } from '../text/readable-lines.ts';
import type { MergedText } from './merged-text.ts';
import { type Reference, referencesIn } from './revert-references.ts';

/** `Ask for less (#12)`, as a squash merge and most bots have it; people write `(closes #12)` and `(PR #12)`. */
const atEnd =
  /[[(](?:(?:clos(?:e|es|ed)|merges?|merged|pr|pull request|via|from):?\s{1,3}|pr(?=#))?(?:(?<repository>[\w-]{1,39}\/[\w.-]{1,100})?#|GH-|pull\/)(?<number>\d{1,10})[\])]\s{0,3}(?:\[(?:skip ci|ci skip|no ci|skip actions)\]\s{0,3})?$/i;
/** Azure. */
const merged = /^Merged PR (\d{1,10}): /;
/** `Merge pull request #12 from ...`, `Auto merge of #12 - ...` (homu), `Merge #12 #13` (bors). */
const inTitle =
  /^(?:merge pull request|(?:auto merge|rollup merge|merge) of|merged?|try)\s{1,3}(?=#|pr\b|pull\b|https?:)/i;
/**
 * What tools that push a commit and close its pull request write into it: ghstack and PyTorch, Node.js, Bitcoin, Copybara, Apache's scripts, and people
 * who do it by hand.
 */
const trailer =
  /^(?:(?:github-|gh-)?pull[- ]?(?:request)?(?:[- ](?:resolved|url|number))?|(?:gh-)?pr(?:-url)?|part-of|copybara_integrate_review|reviewed-on|merge[sd]?|lands?|landed)\s{0,3}[:=]\s{0,3}(?=\S)|^(?:this\s{1,3})?clos(?:es|ed)\s{1,3}(?=#|https?:)/i;
const most = 20;

/** Pull requests of the repository that a pushed commit says it is: it has their number, no matter who merged it, and how. */
export function findLanded({ owner, name, text }: MergedText): number[] {
  const [title = '', ...rest] = text.split(/\r?\n/, 200);
  const lead = inTitle.exec(title)?.[0];
  const { repository, number = merged.exec(title)?.[1] } = atEnd.exec(title)?.groups ?? {};
  const found: Reference[] =
    number === undefined ? [] : [{ number: Number(number), ...(repository ? { repository } : {}) }];
  if (lead !== undefined) found.push(...referencesIn(title.slice(lead.length), title.slice(lead.length)).references);
  for (const line of readableLines(rest.join('\n'))) {
    const key = trailer.exec(line.bare)?.[0];
    if (key === undefined) continue;
    found.push(...referencesIn(line.text.slice(key.length), line.bare.slice(key.length)).references);
  }
  const home = `${owner}/${name}`.toLowerCase();
  const numbers = found.flatMap((one) =>
    'sha' in one || (one.repository ?? home).toLowerCase() !== home ? [] : [one.number],
  );
  return [...new Set(numbers)].slice(0, most);
}
