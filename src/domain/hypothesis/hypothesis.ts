import { headingsAmong } from '../text/prose-under.ts';
import { readableLines } from '../text/readable-lines.ts';
import { type HypothesisWord, standings } from './hypothesis-standing.ts';
import type { Issue } from './issue.ts';

export const labelOf = (word: HypothesisWord) => `soundings:${word}`;

const wordByLabel = new Map(standings.map((word) => [labelOf(word), word]));

/** The state that a label stands for. GitHub takes labels that differ in case alone for one. */
export const wordOfLabel = (label: string): HypothesisWord | undefined => wordByLabel.get(label.toLowerCase());

export const plainLabel = 'hypothesis';
export const isHypothesisLabel = (label: string) => label.toLowerCase() === plainLabel;

/** Labelled as one, or made by the form: GitHub does not say of an issue by which form it was made, but the headings do. */
export function isHypothesis({ labels, body, standing }: Pick<Issue, 'labels' | 'body' | 'standing'>): boolean {
  if (standing || labels.some((label) => isHypothesisLabel(label) || wordOfLabel(label))) return true;
  return isMadeByForm(body);
}

const formHeadings = [
  /^we believe that$/i,
  /^for whom$/i,
  /^will$/i,
  /^because$/i,
  /^kind$/i,
  /^riskiest assumption$/i,
  /^lightest test$/i,
];
const enoughHeadings = 3;

export function isMadeByForm(body: string): boolean {
  return /believe that/i.test(body) && headingsAmong(readableLines(body), formHeadings) >= enoughHeadings;
}
