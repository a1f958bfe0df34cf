import type { Verdict } from '../analysis/verdict.ts';

const words: Record<Verdict, string> = {
  moved: 'it moved as expected',
  'moved-less': 'it moved, but less than expected',
  flat: 'it did not move',
  inconclusive: 'cannot tell',
  backfired: 'it moved the wrong way',
  'no-data': 'no data',
};

export function verdictInWords(verdict: string): string {
  return words[verdict as Verdict] ?? 'without a verdict';
}
