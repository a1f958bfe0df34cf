import type { IssueReference } from './declaration.ts';

const issueNumber = String.raw`(\d{1,10})(?![\w])`;
const owner = '([A-Za-z0-9][A-Za-z0-9_-]{0,38})';
const repository = String.raw`([\w.-]{1,100})`;
/** Servers of others that number their issues alike, and the address that bots write so that nothing is linked. */
const others = String.raw`(?!(?:[\w-]{1,63}\.){0,5}(?:gitlab|gitea|forgejo|codeberg|bitbucket|gitee|launchpad|sr\.ht|redirect\.github)[\w.:-]{0,100}\/)`;
const url = String.raw`https?:\/\/${others}[\w.:-]{1,253}\/${owner}\/${repository}\/issues\/${issueNumber}`;
const reference = String.raw`(?:${url}|(?:${owner}\/${repository})?#${issueNumber}|\bGH-${issueNumber})`;

const references = new RegExp(String.raw`(?<![\w#/.-])${reference}`, 'gi');
const closing = new RegExp(
  String.raw`(?<![\w/-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?:\s{0,3}:)?\s{1,9}${reference}`,
  'gi',
);

/** A link says where it leads by its address, whatever its words are. */
const linked = /\[[^\][]{0,200}\]\((https?:[^()\s]{1,300})(?:\s[^()]{0,200})?\)/g;

/** As the address bar of a browser shows it. */
const bare = /(?<![\w./-])(?:www\.)?github\.com\/(?=[\w-]{1,39}\/[\w.-]{1,100}\/issues\/\d)/gi;

/** Issues named in a text, each once: `#42`, `owner/repo#42`, `GH-42`, or the address of an issue on any GitHub server. */
export function issueReferences(text: string): IssueReference[] {
  return [...text.replace(linked, '$1').replace(bare, 'https://$&').matchAll(references)].flatMap(toReference);
}

/** Issues that GitHub closes when the pull request with this text is merged: `Closes #42`. */
export function closedIssues(text: string): IssueReference[] {
  return [...text.matchAll(closing)].flatMap(toReference);
}

function toReference(match: RegExpMatchArray): IssueReference[] {
  const [, urlOwner, urlRepository, urlNumber, namedOwner, namedRepository, hash, gh] = match;
  const number = Number(urlNumber ?? hash ?? gh);
  if (number < 1 || number > 2 ** 31 - 1) return [];
  const home = { owner: urlOwner ?? namedOwner, repository: urlRepository ?? namedRepository };
  return [home.owner && home.repository ? { owner: home.owner, repository: home.repository, number } : { number }];
}

/** Owner and repository names ignore case; a reference without them means the repository it is written in. */
export function issueKey(
  { owner, repository, number }: IssueReference,
  home: { owner: string; name: string } = { owner: '', name: '' },
): string {
  return `${owner ?? home.owner}/${repository ?? home.name}#${number}`.toLowerCase();
}
