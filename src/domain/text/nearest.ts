import { distance } from 'fastest-levenshtein';

export interface Named {
  name: string;
  title: string;
}

/** Longer than any name or title that people mistype, short enough to compare with thousands. */
const mostLetters = 100;

/**
 * The existing names that were probably meant, best first: same letters, the same title, a beginning, or a few letters off.
 * None when nothing is really close, so that nobody is sent astray.
 */
export function nearest<Candidate extends Named>(
  written: string,
  candidates: Iterable<Candidate>,
  most = 3,
): Candidate[] {
  const wanted = fold(written);
  if (wanted === '') return [];
  const scored: { candidate: Candidate; score: number }[] = [];
  for (const candidate of candidates) {
    const score = Math.min(scoreOf(wanted, fold(candidate.name)), titleScore(wanted, fold(candidate.title)));
    if (Number.isFinite(score)) scored.push({ candidate, score });
  }
  return scored
    .sort((one, other) => one.score - other.score)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** A name with a slip of one letter: one too many, one too few, another one, or two exchanged. */
export function isNear(written: string, name: string): boolean {
  if (Math.abs(written.length - name.length) > 1 || name.length < 5) return false;
  const [one, other] = [written.toLowerCase(), name.toLowerCase()];
  const steps = distance(one, other);
  return steps <= 1 || (steps === 2 && isExchanged(one, other));
}

function isExchanged(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return (
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** The fewer letters differ, the lower; infinite when too many do. */
function scoreOf(wanted: string, name: string): number {
  if (wanted === name) return 0;
  if (isLong(wanted) && isLong(name) && (name.startsWith(wanted) || wanted.startsWith(name))) return 0.5;
  const steps = distance(wanted, name);
  return steps <= slack(wanted.length) && steps < Math.min(wanted.length, name.length)
    ? steps
    : Number.POSITIVE_INFINITY;
}

/** A title counts from four letters on: shorter ones are near to everything. */
function titleScore(wanted: string, title: string): number {
  return isLong(wanted) && isLong(title) ? scoreOf(wanted, title) + 0.25 : Number.POSITIVE_INFINITY;
}

const isLong = (text: string) => text.length >= 4;

const slack = (letters: number) => (letters <= 4 ? 1 : letters <= 8 ? 2 : Math.floor(letters / 3));

/** Names that differ only in case, blanks or separators are equal. */
const fold = (text: string) =>
  text
    .slice(0, mostLetters)
    .replace(/[\s_.\-/]/g, '')
    .toLowerCase();
