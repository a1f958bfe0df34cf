import { reappliesIn } from './find-reapplies.ts';
import type { MergedText } from './merged-text.ts';
import { outsidePlans } from './outside-plans.ts';
import { chosenLines, withoutEmphasis } from './plain-lines.ts';
import { aPartOf, quoted, revertInTitle } from './revert-in-title.ts';
import { type Reference, referencesIn } from './revert-references.ts';

/** Pull requests and commits that a merged text names. */
export interface Reverted {
  /** Pull requests of the same repository. A re-apply names the pull request that reverted. */
  numbers: number[];
  /** Commits, as written: at least 7 characters. */
  shas: string[];
}

export interface Reverts extends Reverted {
  /** Those that it brings back, by their own names: it takes back what took them back last. */
  reapplied: Reverted;
  /** Pull requests of which it takes back a part: their bets go on. */
  partly: number[];
}

const subject = String.raw`(?:this(?:\s{1,3}(?:pr|pull request|mr|merge request|change|changeset|commit|patch|branch))?|it|we|i)\s{1,3}(?:(?:are|am|is)\s{1,3}(?=(?:\S{1,20}\s{1,3})?\S{0,20}ing\b))?|(?:i['’]m|we['’]re)\s{1,3}`;
const adverb = String.raw`(?:(?:also|fully|completely|cleanly|manually|hereby|partially|partly|temporarily|immediately|quickly|simply|just)\s{1,3})`;
const told =
  'revert(?:s|ed|ing)|(?:backs|backed|backing) out|(?:rolls|rolled|rolling) back|undo(?:es|ing)|takes back|(?:had to|have to|must|need(?:ed)? to) (?:revert|roll back|back out|undo)';
const noun = String.raw`(?:(?:this\s{1,3})?is\s{1,3})?(?:an?\s{1,3})?(?:(?:partial|full|clean|manual|emergency|automat(?:ic|ed)|quick|temporary|simple)\s{1,3})?(?:auto-?)?(?:revert|roll-?back|back-?out|reversal) of`;
/** Says that it is done. */
const indicative = new RegExp(String.raw`^(?:${subject})?${adverb}?(?:${told}|${noun})(?:\s{1,3}|:\s{0,3}|$)`, 'i');
/** The same in other languages; a table that a contributor can extend. */
const elsewhere =
  /^(?:(?:este|esta|ce|cette|dieser?|diese|questa|essa|esse)\s\S{1,20}(?:\srequest)?\s)?(?:(?:annule|revertiert|macht(?=\s.{1,60}\srückgängig)|(?:setzt|nimmt|rollt)(?=\s.{1,60}\szurück)|draait(?=\s.{1,60}\sterug)|återställer|wycofuje|cofa|revierte|reverte|deshace|desfaz|annulla|hoàn tác|التراجع عن|откат|откатывает|откатываем|отменяет|відкочує|скасовує)\s{1,3}(?:(?:el|la|o|a|il|le|den|die|das)\s(?=\S{0,3}[#\d]|pr\s|pull\s))?|(?:rückgängig|annullation|reversión):\s|(?:撤销|撤銷|回滚|回滾|回退|还原|還原)\s{0,3})/i;
/** Where the verb follows: `#7 を元に戻す`, `#7 롤백`, `#7 geri alındı`. */
const verbBehind =
  /^(.{1,80}?)\s?(?:を\s?(?:元に戻|リバート|取り消|差し戻|revert)|の\s?(?:リバート|取り消し|revert)|(?:을|를)?\s?(?:되돌|롤백|원복)|[’']?(?:i|ı|yi|yı|nin)?\s?geri al)/i;
/** Says what to do: a revert only where nothing follows that makes a plan of it. */
const imperative = /^(?:revert|back out|roll back|undo)(?:\s{1,3}|:\s{0,3}|$)/i;
const commits =
  /\bthis reverts (?:merge )?commits?\s{1,3}((?:(?:(?:\s{1,3}and|,|,\s{0,3}and)?\s{1,3}|,)?[0-9a-f]{7,64}\b){1,20})/i;
const goesOn = /^\s{0,3}(?:$|[.;:!)—–-]|because\b|due\b|since\b|as\b|which\b|that\b|it\b)/i;
const inPart =
  /\b(?:partial(?:ly)?|partly|in part|except|apart from|other than|but (?:not|keeps?|leaves?)|(?:minus|without|not|keep(?:s|ing)?|leav(?:es|ing)) (?:the|its|their|all|what)|(?:some|half|most|a part|parts?|pieces?) of)\b/i;
/** `Reverts #7 (UI only)` */
const oneOnly = /^[\s,]{0,3}\(?(?!for now\b)(?:for\s)?[\w-]{1,20}(?:\s[\w-]{1,20})?\sonly\)?[\s.]{0,3}$/i;
const listLead =
  /^(?:the\s{1,3})?(?:following)?\s{0,3}(?:pull requests?|prs?|commits?|changes?|merges?)?\s{0,3}[:.]?\s{0,3}$/i;

/**
 * What a merged pull request or a pushed commit says it reverts (facts 33): `Reverts owner/repo#7` and its other spellings at the start of a line,
 * the list below such a line, `This reverts commit <sha>`, or the title. Not what is quoted, commented out, planned for the case that something
 * breaks, or of another repository.
 */
export function findReverts(merged: MergedText): Reverts {
  const lines = withoutEmphasis(outsidePlans(chosenLines(merged.text)));
  const whole: Reference[] = [];
  const partly: Reference[] = [];
  let below: Reference[] | undefined;
  for (const { text, bare } of lines) {
    const found = revertIn(text, bare);
    if (found) {
      (found.partly ? partly : whole).push(...found.references);
      below = found.leads ? (found.partly ? partly : whole) : undefined;
    } else if (below) {
      const { references, rest } = referencesIn(text, bare);
      if (references.length > 0 && /^\W{0,5}(?:$|[\s:(])/.test(rest)) below.push(...references);
      else below = undefined;
    }
    for (const sha of /\bthis reverts\b/i.test(bare) ? shasIn(commits.exec(text)?.[1] ?? '') : []) whole.push({ sha });
  }
  const titled = revertInTitle(merged, lines[0]?.text ?? '');
  const numbers = (of: Reference[]) => numbersOf(of, merged);
  const reapplied = reappliesIn(merged, lines);
  const all = [...numbers(whole), ...numbers(titled.references)];
  return {
    numbers: [...new Set(titled.partly ? numbers(whole) : all)],
    shas: [...new Set([...shasOf(whole), ...commitsElsewhere(merged).map((sha) => sha.toLowerCase())])],
    reapplied: { numbers: [...new Set(numbers(reapplied))], shas: shasOf(reapplied) },
    partly: [...new Set([...numbers(partly), ...(titled.partly ? numbers(titled.references) : [])])],
  };
}

interface Found {
  references: Reference[];
  partly: boolean;
  /** Names nothing itself: what it takes back is listed below. */
  leads: boolean;
}

function revertIn(text: string, bare: string): Found | undefined {
  const before = verbBehind.exec(bare)?.[1];
  if (before !== undefined) return whole(referencesIn(text.slice(0, before.length), before).references);
  const done = (indicative.exec(bare) ?? elsewhere.exec(bare))?.[0];
  const lead = done ?? imperative.exec(bare)?.[0];
  if (lead === undefined || ofRevert.test(bare.slice(lead.length))) return undefined;
  const [after, bareAfter] = [text.slice(lead.length), bare.slice(lead.length)];
  const isList =
    /:\s*$/.test(lead) || /^\s*$|:\s*$|following\s*$|^\s*(?:commits|pull requests|prs|changes)\s*$/i.test(bareAfter);
  if (isList && listLead.test(bareAfter)) return { references: [], partly: inPart.test(lead), leads: true };
  const part = aPartOf.exec(bareAfter)?.[0] ?? '';
  const { references, rest } = referencesIn(after.slice(part.length), bareAfter.slice(part.length));
  if (references.length === 0 && done === undefined) return undefined;
  if (references.length === 0) return whole(byItsTitle(bareAfter)) ?? oneThing(after, bareAfter);
  if (done === undefined && !goesOn.test(rest)) return undefined;
  return {
    references,
    partly: part !== '' || inPart.test(lead) || inPart.test(rest) || oneOnly.test(rest) || /^['’]s\b/.test(rest),
    leads: false,
  };
}

/** What reverts the revert of something brings that back. */
const ofRevert = /^(?:the\s{1,3})?(?:revert|rollback|reversion)\s{1,3}of\b/i;

const whole = (references: Reference[]): Found | undefined =>
  references.length > 0 ? { references, partly: false, leads: false } : undefined;

/** `Reverts "Shorter form (#7)"` */
const byItsTitle = (rest: string) => quoted(`Revert ${rest.replace(/[\s.!]{1,9}$/, '')}`, 0) ?? [];

/** `Reverts the colour of the button from #7` */
function oneThing(text: string, bare: string): Found | undefined {
  const thing =
    /^(?:only\s)?(?:the|its|their)\s.{1,60}?\s(?:of|from|in|by)\s(?=(?:prs?\s|pull requests?\s)?(?:#|https?:))/i.exec(
      bare,
    )?.[0];
  if (thing === undefined) return undefined;
  const { references } = referencesIn(text.slice(thing.length), bare.slice(thing.length));
  return references.length > 0 ? { references, partly: true, leads: false } : undefined;
}

/** Mercurial, Sapling, and the trailer of a conventional revert. */
const changesets = /^(?:backed out changeset|original commit(?: changeset)?:?)\s{1,3}([0-9a-f]{7,64})\b/i;
const refs = /^refs?:\s{1,3}((?:[0-9a-f]{7,64}(?:,\s{0,3}|\s{1,3}|$)){1,20})/i;
const byTitle = /^revert(?:s|ed)?\s{1,3}([0-9a-f]{7,64})\b/i;

/** Commits that a commit's message names in other words. */
function commitsElsewhere({ title, text }: MergedText): string[] {
  if (title !== undefined) return [];
  const lines = text.split(/\r?\n/, 200);
  const isRevert = /^revert[:(!]/i.test(lines[0] ?? '');
  return lines.flatMap((line, index) =>
    shasIn(
      [changesets.exec(line)?.[1], isRevert ? refs.exec(line)?.[1] : '', index === 0 ? byTitle.exec(line)?.[1] : '']
        .filter(Boolean)
        .join(' '),
    ),
  );
}

const shasOf = (references: Reference[]) => [
  ...new Set(references.flatMap((one) => ('sha' in one ? [one.sha.toLowerCase()] : []))),
];
const shasIn = (list: string): string[] => list.match(/[0-9a-f]{7,64}/gi) ?? [];

function numbersOf(references: Reference[], { owner, name, number }: MergedText): number[] {
  const home = `${owner}/${name}`.toLowerCase();
  return references.flatMap((one) => {
    if ('sha' in one || one.number === number) return [];
    return one.repository === undefined || one.repository.toLowerCase() === home ? [one.number] : [];
  });
}

/** A revert takes back a handful. What a text names beyond that counts for nothing, or a description of 64 kB would name ten thousand. */
export const mostReverted = 20;

/** The first so many, and how many were left out. */
export function firstReverted({ numbers, shas }: Reverted, most: number): { taken: Reverted; left: number } {
  const taken = { numbers: numbers.slice(0, most), shas: shas.slice(0, Math.max(0, most - numbers.length)) };
  return { taken, left: countOf({ numbers, shas }) - countOf(taken) };
}

export const countOf = ({ numbers, shas }: Reverted) => numbers.length + shas.length;
