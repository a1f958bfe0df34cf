import type { Verdict } from '../../analysis/verdict.ts';
import type { CheckOutput } from '../../domain/gate/check-output.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { commentBody } from './comment-body.ts';
import type { CommentKind } from './comment-kind.ts';
import { marker } from './marker.ts';

const why = 'It was written for fewer readers than can see it now, and may contain figures that are not public.';

/** What becomes of a comment that cannot be written again from what is known today. */
export function renderWithheld(kind: CommentKind, verdict?: Verdict): string {
  return commentBody({
    marker: marker(kind, { verdict, withheld: 'yes' }),
    shown: [
      `What stood here was withdrawn. ${why}${verdict ? ` The verdict was: **${shortVerdict(verdict)}**.` : ''}`,
      '`public: true` on a metric in the outcome map makes its figures visible to everybody.',
    ],
  });
}

export const withheldCheck: CheckOutput = {
  title: 'Withdrawn',
  summary: `What stood here was withdrawn. ${why}`,
  annotations: [],
};
