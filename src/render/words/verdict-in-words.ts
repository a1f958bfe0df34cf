import type { Verdict } from '../../analysis/verdict.ts';

const words: Record<Verdict, string> = {
  moved: 'it moved as expected',
  'moved-less': 'it moved, but less than expected',
  flat: 'it did not move',
  inconclusive: 'cannot tell',
  backfired: 'it moved the wrong way',
  'no-data': 'no data',
};

const wordsOfLevels: Partial<Record<Verdict, string>> = {
  moved: 'it got there',
  'moved-less': 'it did not get there',
  flat: 'it is nowhere near',
};

/** `unheld`: judged against zero alone, whatever was expected; `ofLevel`: a level was expected. */
export function verdictInWords(verdict: Verdict, judged: { unheld?: true; ofLevel?: true } = {}): string {
  if (judged.ofLevel) return wordsOfLevels[verdict] ?? words[verdict];
  return judged.unheld && verdict === 'moved' ? 'it moved' : words[verdict];
}

const short: Record<Verdict, string> = {
  moved: 'moved',
  'moved-less': 'moved less than expected',
  flat: 'did not move',
  inconclusive: 'cannot tell',
  backfired: 'moved the wrong way',
  'no-data': 'no data',
};

const ofLevels: Partial<Record<Verdict, string>> = {
  moved: 'there',
  'moved-less': 'not there',
  flat: 'nowhere near',
};

/** Without a subject, for a table or a label. @param level what was expected was a level */
export const shortVerdict = (verdict: Verdict, level = false): string =>
  (level ? ofLevels[verdict] : undefined) ?? short[verdict];
