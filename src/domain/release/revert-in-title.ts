import type { MergedText } from './merged-text.ts';
import { type Reference, referencesIn } from './revert-references.ts';

/** What stands before: `[release/1.x]`, an emoji, `fix(form)!:`; `revert:` itself is such a kind of a commit. */
const before =
  /^(?:\[(?!revert|re-?land|re-?appl)[^\]]{0,60}\]\s{0,3}|[^\w"“[]{1,8}\s{0,3}|[A-Z][A-Z\d]{1,9}-\d{1,6}\s{1,3}|(?!revert|re-?land|re-?appl)[\w-]{1,20}(?:\([^)]{0,60}\))?!?:\s{0,3}){0,3}/i;
const lead =
  /^(?<partly>partially |partly |partial )?\[?(?:revert(?:s|ed|ing)?|roll(?:ing)?[ -]?back|back(?:ing)?[ -]?out|undo(?:ing)?)\]?(?:\([^)]{0,60}\))?!?(?::\s{0,3}|\s{1,3})(?:of\s{1,3})?/i;

/** `Revert part of #7` */
export const aPartOf = /^(?:some|half|most|(?:a )?parts?|pieces?) of\s{1,3}/i;

export const prefixOf = (title: string): string => before.exec(title)?.[0] ?? '';

/** What a title says it takes back. */
export function revertInTitle(
  { title, number }: MergedText,
  firstLine: string,
): { references: Reference[]; partly: boolean } {
  const written = (title ?? firstLine).slice(0, 1000);
  const shown = written.slice(prefixOf(written).length);
  const match = /^revert(?:s|ed|ing)?\s(?:back\s)?to\s/i.test(shown) ? null : lead.exec(shown);
  const whole = match ? shown.slice(match[0].length) : '';
  const part = aPartOf.exec(whole)?.[0] ?? '';
  const partly = match?.groups?.partly !== undefined || part !== '';
  const rest = whole.slice(part.length);
  const references = match
    ? (quoted(`Revert ${rest}`, title === undefined ? undefined : (number ?? 0)) ??
      unquoted(rest, title !== undefined, number))
    : [];
  return { references, partly };
}

/** The pull request that the rest of a title names: `"Shorter form (#7)"`, `#7`, `shorter form (#7)`. */
export const numberQuoted = (rest: string, ofPullRequest: boolean, own: number | undefined): Reference[] =>
  quoted(`Revert ${rest}`, ofPullRequest ? own : undefined) ?? unquoted(rest, ofPullRequest, own);

/** `Revert "Shorter form (#7)"`: a squashed commit's title carries the number of its pull request. undefined: nothing is quoted. */
export function quoted(title: string, own?: number): Reference[] | undefined {
  if (!/^revert ["“]/i.test(title)) return undefined;
  const number = /^Revert ["“][^\n]{0,300}\(#(\d{1,10})\)["”](?!["”])/i.exec(title)?.[1];
  if (number !== undefined) return [{ number: Number(number) }];
  // Behind it stands the number of the pull request itself, if it is not another one's.
  const behind = own === undefined ? undefined : /["”]\s[[(]?#(\d{1,10})[\])]?\s{0,3}$/.exec(title)?.[1];
  return behind === undefined || Number(behind) === own ? [] : [{ number: Number(behind) }];
}

/** `Revert #7`, `revert: shorter form (#7)`. A commit's title may end with the number of the pull request that brought the commit. */
function unquoted(rest: string, ofPullRequest: boolean, own: number | undefined): Reference[] {
  const { references } = referencesIn(rest, rest);
  if (references.length > 0) return references;
  const named = [...rest.matchAll(/\(#(\d{1,10})\)/g)].map(([, number]) => ({ number: Number(number) }));
  const others = ofPullRequest ? named.filter(({ number }) => number !== own) : named.slice(0, -1);
  return others.slice(-1);
}
