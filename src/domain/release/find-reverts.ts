import { readableLines } from '../text/readable-lines.ts';

/** Pull requests and commits that a merged text says it takes back. */
export interface Reverted {
  /** Pull requests of the same repository. A re-apply names the pull request that reverted. */
  numbers: number[];
  /** Commits, as written: at least 7 characters. */
  shas: string[];
}

export interface Reverts extends Reverted {
  /** Titles of what comes back with it: `Reapply "Shorter form"`, or the revert of a revert. */
  reapplies: string[];
}

const many = String.raw`(?:(?:\s{1,3}and|,|,\s{0,3}and)?\s{1,3}|,)`;
const pull = String.raw`(?:https?:\/\/[\w.:-]{1,253}\/([\w-]{1,39})\/([\w.-]{1,100})\/pull\/|(?:([\w-]{1,39})\/([\w.-]{1,100}))?#)(\d{1,10})\b`;
const pulls = new RegExp(
  String.raw`^(?:this\s{1,3})?reverts?\s{1,3}(?:(?:pull requests?|prs?)\s{1,3})?((?:${many}?${pull}){1,20})`,
  'i',
);
const commits = new RegExp(
  String.raw`\bthis reverts (?:merge )?commits?\s{1,3}((?:${many}?[0-9a-f]{7,64}\b){1,20})`,
  'i',
);
const mostTitle = 300;

/**
 * What a merged pull request or a pushed commit says it reverts (facts 33): `Reverts owner/repo#7` at the start of a line, `This reverts commit
 * <sha>`, or the title that `git revert` and GitHub's button write. Not what is quoted, commented out, or of another repository.
 */
export function findReverts(subject: { owner: string; name: string; title?: string; text: string }): Reverts {
  const lines = readableLines(subject.text);
  const title = subject.title ?? lines[0]?.text ?? '';
  const numbers = lines.flatMap(({ bare }) => pullsIn(pulls.exec(bare)?.[1] ?? '', subject));
  const shas = lines
    .filter(({ bare }) => /\bthis reverts\b/i.test(bare))
    .flatMap(({ text }) => commits.exec(text)?.[1]?.match(/[0-9a-f]{7,64}/gi) ?? []);
  return {
    numbers: [...new Set([...numbers, ...numberInTitle(title)])],
    shas: [...new Set(shas.map((sha) => sha.toLowerCase()))],
    reapplies: reappliedBy(title),
  };
}

/** A revert takes back a handful. What a text names beyond that counts for nothing, or a description of 64 kB would name ten thousand. */
export const mostReverted = 20;

/** The first so many, and how many were left out. */
export function firstReverted({ numbers, shas }: Reverted, most: number): { taken: Reverted; left: number } {
  const taken = { numbers: numbers.slice(0, most), shas: shas.slice(0, Math.max(0, most - numbers.length)) };
  return { taken, left: countOf({ numbers, shas }) - countOf(taken) };
}

export const countOf = ({ numbers, shas }: Reverted) => numbers.length + shas.length;

function pullsIn(list: string, { owner, name }: { owner: string; name: string }): number[] {
  const home = `${owner}/${name}`.toLowerCase();
  return [...list.matchAll(new RegExp(pull, 'gi'))].flatMap(([, urlOwner, urlName, namedOwner, namedName, number]) => {
    const [there, what] = [urlOwner ?? namedOwner, urlName ?? namedName];
    return there === undefined || `${there}/${what}`.toLowerCase() === home ? Number(number) : [];
  });
}

/** `Revert "Shorter form (#7)"`: a squashed commit's title carries the number of its pull request. */
function numberInTitle(title: string): number[] {
  const number = /^Revert "[^\n]{0,300}\(#(\d{1,10})\)"(?!")/i.exec(title)?.[1];
  return number === undefined ? [] : [Number(number)];
}

function reappliedBy(title: string): string[] {
  const match = /^(?:Reapply "|Revert "Revert ")([^\n]{1,400}?)"{1,2}(?:\s\(#\d{1,10}\))?"?(?:\s\(#\d{1,10}\))?$/i.exec(
    title,
  );
  return match?.[1] === undefined ? [] : [match[1].slice(0, mostTitle)];
}
