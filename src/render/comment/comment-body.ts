import type { Fold } from './fold.ts';
import { fold } from './fold.ts';

/** GitHub takes 65,536 characters; what is a little shorter leaves room for the key that is put into the marker. */
const longestBody = 60_000;

export interface CommentParts {
  marker: string;
  /** Paragraphs, lists and tables of the first screen, in their order. Empty ones are left out. */
  shown: (string | undefined)[];
  folds?: (Fold | undefined)[];
  /** What stands below the folds: what to do next. */
  close?: (string | undefined)[];
}

/** Puts a comment together within GitHub's limit: folds go first, the last one first, and it says so. */
export function commentBody({ marker, shown, folds = [], close = [] }: CommentParts): string {
  const all = folds.filter((it) => it !== undefined);
  for (let kept = all.length; kept >= 0; kept -= 1) {
    const note = kept < all.length ? ['Some details are left out: they did not fit into a comment.'] : [];
    const parts = [marker, ...shown, ...all.slice(0, kept).map(fold), ...note, ...close];
    const body = parts.filter((part) => part !== undefined && part !== '').join('\n\n');
    if (body.length < longestBody) return `${body}\n`;
    if (kept === 0) return `${body.slice(0, longestBody - 100).toWellFormed()}…\n`;
  }
  return `${marker}\n`;
}
