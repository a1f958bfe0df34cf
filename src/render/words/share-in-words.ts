import { formatRelative } from './figures.ts';

const fractions: [number, string][] = [
  [1 / 10, 'a tenth'],
  [1 / 5, 'a fifth'],
  [1 / 4, 'a quarter'],
  [1 / 3, 'a third'],
  [2 / 5, 'two fifths'],
  [1 / 2, 'half'],
  [3 / 5, 'three fifths'],
  [2 / 3, 'two thirds'],
  [3 / 4, 'three quarters'],
  [4 / 5, 'four fifths'],
  [9 / 10, 'nine tenths'],
];

/** A share in the words of people, where one is close: `about a third` of something; else `12%`. */
export function shareInWords(share: number): string {
  if (share >= 0.97) return share > 1.1 ? 'more than all' : 'all';
  const [value, words] = fractions.reduce((best, next) =>
    Math.abs(next[0] - share) < Math.abs(best[0] - share) ? next : best,
  );
  if (Math.abs(value - share) < 0.002) return words;
  if (Math.abs(value - share) / value < 0.08) return `about ${words}`;
  return share < 0.01
    ? 'less than one hundredth'
    : formatRelative(share < 0.1 ? share : Math.round(share * 100) / 100, { unsigned: true });
}
