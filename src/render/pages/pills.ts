import { html } from 'hono/html';
import type { Verdict } from '../../analysis/verdict.ts';
import type { BetState } from '../../domain/bet/lifecycle.ts';
import type { Conclusion } from '../../domain/gate/judgement.ts';
import type { HypothesisWord } from '../../domain/hypothesis/hypothesis-standing.ts';
import { formatDate } from '../words/dates.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { capital } from '../words/words.ts';
import type { Markup } from './layout.ts';

/*
 * A word and a colour: the word alone says it, too. A bet that did not move is no worse than one that did: it told something.
 */

const ofVerdict: Record<Verdict, string> = {
  moved: 'good',
  'moved-less': 'good',
  flat: '',
  inconclusive: '',
  backfired: 'bad',
  'no-data': 'warn',
};

const states: Record<BetState, [word: string, colour: string]> = {
  open: ['Open', 'blue'],
  closed: ['Closed without a merge', ''],
  merged: ['Waits for its release', 'blue'],
  shipped: ['Being measured', 'blue'],
  reverted: ['Reverted', ''],
  concluded: ['Concluded', ''],
};

const conclusions: Record<Conclusion, [word: string, colour: string]> = {
  success: ['Check passed', 'good'],
  neutral: ['Check is neutral', ''],
  failure: ['Check failed', 'bad'],
};

const words: Record<HypothesisWord, [word: string, colour: string]> = {
  proposed: ['Proposed', ''],
  testing: ['Testing', 'blue'],
  validated: ['Validated', 'good'],
  invalidated: ['Invalidated', 'bad'],
  inconclusive: ['Inconclusive', ''],
  stopped: ['Stopped', ''],
};

const pill = (word: string, colour: string): Markup => html`<span class="pill ${colour}">${word}</span>`;

export const verdictPill = (verdict: Verdict, unheld = false): Markup =>
  pill(unheld && verdict === 'moved' ? 'Moved' : capital(shortVerdict(verdict)), ofVerdict[verdict]);

export const statePill = (state: BetState): Markup => pill(...states[state]);

export const wordPill = (word: HypothesisWord): Markup => pill(...words[word]);

export const conclusionPill = (conclusion: Conclusion): Markup => pill(...conclusions[conclusion]);

export const notePill = (word: string, colour: 'warn' | 'blue' | '' = ''): Markup => pill(word, colour);

/** `3 Nov 2026`, to the minute for machines. */
export const dated = (at: Date): Markup => html`<time datetime="${at.toISOString()}">${formatDate(at)}</time>`;
