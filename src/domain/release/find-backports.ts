import type { MergedText } from './merged-text.ts';
import { chosenLines, withoutEmphasis } from './plain-lines.ts';
import { type Reference, referencesIn } from './revert-references.ts';

const word =
  /\b(?:back|forward|down)[\s-]?port(?:s|ed|ing)?\b|^(?:manual(?:ly)? |this )?port(?:s|ed|ing)?(?= (?:of |from )?(?:prs? |pull requests? )?(?:#|https?:))|\bmerge-forward\b|\bcherry[\s-]?pick(?:s|ed|ing)?\b|\buplift(?:s|ed|ing)?\b|\br[ée]troport(?:age|e|er)?\b|\b(?:rück)?portierung\b|バックポート|백포트|бэкпорт|бекпорт|^(?:回移|移植|回合)|^🍒|^\[cp\]|^cp:/iu;
/** What stands between the word and the pull request: `automatic backport of pull request #7`, `(backport #7)`, `backport PR #7 on branch 1.x`. */
const filler =
  /^(?:[\s:(-]{1,3}|(?:von|vom|de|du|del|di|da|van)\b|of\b|from\b|the\b|commits?\b|changes?\b|following\b|(?:pull )?requests?\b|prs?\b|merge(?:d)?\b|in\b|(?:main|master|develop|trunk)\b){1,12}/i;
/** Says what somebody else is to do, or has done. */
const notThisOne =
  /\b(?:supersed(?:es?|ed|ing)|replaces?|needs?|requires?|after|before|once|until|unlike|without|depends on|no|not|fix(?:es|ed|ing)?|breaks|caused by|adds?)(?:\s{1,3}(?:a|an|the|its|this))?\s{1,3}$/i;
const original = /^(?:the\s)?original(?:\s(?:pr|pull request)(?::\s{0,3}|\s{1,3})|:\s{0,3})/i;
const asked = /\b(?:triggered|requested) by (?:an? (?:label|comment) (?:in|on) )?(?=#|https?:)/i;
const most = 20;

/** What a text says it brings to another branch. */
export interface Carried {
  /** Pull requests of the same repository. */
  numbers: number[];
  /** Commits, as written: at least 7 characters. */
  shas: string[];
}

/**
 * Pull requests and commits of the same repository that a text says it brings to another branch, in the words of people, `git cherry-pick -x` and the bots that do
 * it. Not itself, and not what is merely said of backports elsewhere in a sentence.
 */
export function findBackports(text: MergedText): Carried {
  const { owner, name, number: own, title = '' } = text;
  const lines = [{ text: title, bare: title }, ...withoutEmphasis(chosenLines(text.text))];
  const found: Reference[] = [];
  const originals: Reference[] = [];
  let below = false;
  let ported = false;
  for (const line of lines) {
    const match = word.exec(line.bare);
    ported ||= match !== null;
    if (match && /^\s(?:in|by|as|via)\s/i.test(line.bare.slice(match.index + match[0].length))) continue;
    if (!match && original.test(line.bare)) {
      const { references } = referencesIn(line.text.replace(original, ''), line.bare.replace(original, ''));
      originals.push(...references);
    } else if (match && notThisOne.test(line.bare.slice(0, match.index))) below = false;
    else if (match) {
      const from = match.index + match[0].length;
      const byBot = asked.exec(line.bare.slice(from));
      const start =
        from + (byBot ? byBot.index + byBot[0].length : (filler.exec(line.bare.slice(from))?.[0].length ?? 0));
      const { references } = referencesIn(line.text.slice(start), line.bare.slice(start));
      found.push(
        ...references,
        ...(references.length === 0 && line.bare === title
          ? numberAtEnd(title).length > 0
            ? numberAtEnd(title)
            : numberAtEnd(title.slice(0, match.index).trimEnd().replace(/[[(]$/, ''))
          : []),
      );
      below = (references.length === 0 && /:\s*$|following/i.test(line.bare)) || ('heading' in line && line.heading);
    } else if (below) {
      const { references } = referencesIn(line.text, line.bare);
      below = references.length > 0 || numberAtEnd(line.bare).length > 0;
      found.push(...(references.length > 0 ? references : numberAtEnd(line.bare)));
    }
    if (found.length >= most) break;
  }
  if (ported) found.push(...originals.slice(0, most));
  const home = `${owner}/${name}`.toLowerCase();
  const numbers = found.flatMap((one) =>
    'sha' in one || one.number === own || (one.repository ?? home).toLowerCase() !== home ? [] : [one.number],
  );
  const shas = found.flatMap((one) => ('sha' in one ? [one.sha.toLowerCase()] : []));
  return { numbers: [...new Set(numbers)], shas: [...new Set(shas)] };
}

/** `[Backport 1.x] Shorter form (#7)`, or an entry of a list of commits. */
function numberAtEnd(line: string): Reference[] {
  const number = /\(#(\d{1,10})\)(?:\]\([^)\s]{0,300}\))?\s{0,3}$/.exec(line)?.[1];
  return number === undefined ? [] : [{ number: Number(number) }];
}
