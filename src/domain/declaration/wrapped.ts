import type { DeclarationKey } from './label-words.ts';
import { readsAsMovement } from './parse-expectation.ts';
import { isBareReason } from './parse-non-bet.ts';

const mostLetters = 1000;
/** More than these are not read anyway. */
const mostValues = 25;
/** Of an expectation, more lines are something else. */
const mostLines = 4;

/**
 * The values that the lines of one paragraph say: a value that was broken over several lines (as commit messages are) is one again.
 * The first line begins a value.
 */
export function unwrapped(key: DeclarationKey, lines: string[]): string[] {
  const values: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const length = values.length < mostValues ? lengthOf(key, lines.slice(at, at + mostLetters)) : 1;
    values.push(
      lines
        .slice(at, at + length)
        .map((line, index) => (key === 'outcome' && index > 0 ? (reasonBelow(line) ?? line) : line))
        .join(' ')
        .trim(),
    );
    at += length;
  }
  return values;
}

/** How many of the lines are one value. */
function lengthOf(key: DeclarationKey, lines: string[]): number {
  if (key === 'because') return lengthWhile(lines, () => true);
  if (key === 'expect' || key === 'guard') return lengthOfMovement(lines);
  if (key === 'outcome')
    return lengthWhile(lines, (joined, next) => isUnfinished(joined, next) || reasonBelow(next) !== undefined);
  return lengthWhile(
    lines,
    (joined, next) => /[,;+&]$|\s(?:and|or)$/i.test(joined) || /^(?:(?:and|or)\s|[,+&])/.test(next),
  );
}

function lengthWhile(lines: string[], goesOn: (joined: string, next: string) => boolean): number {
  let joined = lines[0] ?? '';
  for (const [index, next] of lines.slice(1).entries()) {
    if (joined.length > mostLetters || !goesOn(joined, next)) return index + 1;
    joined = `${joined} ${next}`;
  }
  return lines.length;
}

/** Of the metric above it. */
const goesOnAbout =
  /^(?:will|would|should|shall|can|could|may|might|goes|go|rises|falls|increases|decreases|drops|grows|is|to|by)\s/i;

/** As many lines as can be read together. A line that can be read by itself is one of its own. */
function lengthOfMovement(lines: string[]): number {
  const alone = lines.slice(1, mostLines).findIndex((line) => !goesOnAbout.test(line) && readsAsMovement(line));
  const most = Math.min(mostLines, lines.length, alone < 0 ? mostLines : alone + 1);
  for (let length = most; length > 1; length -= 1) if (readsAsMovement(lines.slice(0, length).join(' '))) return length;
  return 1;
}

const reasonLabel =
  /^[*_]{0,3}(?:reason|why|because|type|kind|category|grund|raison|motivo)[*_]{0,3}\s?[:=\uff1a–-][*_]{0,3}\s{1,3}/i;

/** `Reason: chore`, on a line of its own below `Outcome: none`. */
export function reasonBelow(line: string): string | undefined {
  const [label] = reasonLabel.exec(line) ?? [];
  const written = label === undefined ? '' : line.slice(label.length);
  return /^\S{3,20}(?:\s\S{1,20})?$/.test(written) || isBareReason(written) ? written : undefined;
}

/** `Outcome: none` before its reason, or within the brackets of it. */
const isUnfinished = (joined: string, next: string) =>
  (/^[*_]{0,3}\S{1,8}$/.test(joined) && (/^[([（–—-]/.test(next) || isBareReason(next))) ||
  joined.lastIndexOf('(') > joined.lastIndexOf(')');
