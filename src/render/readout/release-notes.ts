import type { Verdict } from '../../analysis/verdict.ts';
import type { BetState } from '../../domain/bet/lifecycle.ts';
import { list } from '../comment/table.ts';
import { inert } from '../words/inert.ts';
import { verdictInWords } from '../words/verdict-in-words.ts';

/** A bet that a release shipped, as it may be told there. */
export interface ReleasedBet {
  number: number;
  title: string;
  state: BetState;
  /** The one that it is about; absent: it may not be named. */
  metric?: string;
  verdict?: { verdict: Verdict; unheld?: true; ofLevel?: true };
}

const begin = '<!-- soundings:moved -->';
const end = '<!-- /soundings:moved -->';

/** The notes of a release with the section of ours, which is written anew; what people wrote around it stays as it is. */
export function withWhatItMoved(notes: string, bets: ReleasedBet[]): string {
  const section = `${begin}\n### What it moved\n\n${list(bets.map(lineOf))}\n${end}`;
  const [from, to] = [notes.indexOf(begin), notes.indexOf(end)];
  if (from >= 0 && to > from) return notes.slice(0, from) + section + notes.slice(to + end.length);
  // Somebody took a part of it away: what is left of the marks would take along what stands between them and the next.
  const rest = notes.replaceAll(begin, '').replaceAll(end, '').trimEnd();
  return rest === '' ? section : `${rest}\n\n${section}`;
}

function lineOf({ number, title, state, metric, verdict }: ReleasedBet): string {
  const on = metric === undefined ? '' : ` (${inert(metric, { maxLength: 80 })})`;
  return `#${number} ${inert(title, { maxLength: 120 })}: ${cameOf(state, verdict)}${on}`;
}

function cameOf(state: BetState, verdict: ReleasedBet['verdict']): string {
  if (state === 'reverted') return 'reverted';
  if (state !== 'concluded') return 'being measured';
  // One that may not be told.
  if (!verdict) return 'measured';
  return verdictInWords(verdict.verdict, verdict);
}
