import { inert } from '../../words/inert.ts';
import type { FindingOf, FindingWords } from './finding-words.ts';
import { nothingToDo } from './what-next.ts';

export const nonBet: FindingWords<FindingOf<'non-bet'>> = {
  title: ({ nonBet }) => `No outcome expected: ${nonBet.reason}`,
  summary: ({ nonBet: { reason, note } }) => [
    `This pull request declares that it moves no metric (${reason})${noteOf(note)}.`,
    nothingToDo,
  ],
};

const noteOf = (note: string) => (note === '' ? '' : `: ${inert(note).replace(/\.+$/, '')}`);
