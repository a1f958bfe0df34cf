import type { Verdict } from '../../analysis/verdict.ts';
import type { CheckOutput } from '../../domain/gate/check-output.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { commentBody } from './comment-body.ts';
import type { CommentKind } from './comment-kind.ts';
import { marker } from './marker.ts';

const why =
  'It was written for other readers than those who can see it now, and may hold figures that are not for everybody.';

/** What becomes of a comment that cannot be written again from what is known today. */
export function renderWithheld(kind: CommentKind, verdict?: Verdict): string {
  return commentBody({
    marker: marker(kind, { verdict, withheld: 'yes' }),
    shown: [
      `What stood here was taken back. ${why}${verdict ? ` The verdict was: **${shortVerdict(verdict)}**.` : ''}`,
      '`public: true` on a metric, in the outcome map, says that its figures may be seen by everybody.',
    ],
  });
}

export const withheldCheck: CheckOutput = {
  title: 'Taken back',
  summary: `What stood here was taken back. ${why}`,
  annotations: [],
};
