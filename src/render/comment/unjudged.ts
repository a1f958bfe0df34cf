import { inertCode } from '../words/inert.ts';
import { commentBody } from './comment-body.ts';
import { marker } from './marker.ts';

/** What the log of whoever runs Soundings knows it by. */
export const inTheLog = (cause: string) =>
  `Whoever runs Soundings finds it in its log: ${inertCode(cause, { maxLength: 120 })}.`;

/** In place of a forecast that could not be worked out. */
export const renderForecastFault = (cause: string): string =>
  commentBody({
    marker: marker('forecast', { measurable: 'no', state: 'open' }),
    shown: [
      '### The forecast could not be worked out',
      'Soundings stumbled over a fault of its own. The bet stands as its check says, and the forecast is tried again with the next change.',
      inTheLog(cause),
    ],
  });

/** On an issue whose description could not be read. */
export const renderUnreadIssue = (cause: string): string =>
  commentBody({
    marker: marker('reference'),
    shown: [
      '### Soundings cannot read this description',
      'It stumbled over a fault of its own, not of what you wrote. Nothing is blocked by that; what rests on this issue is judged without its text. Other words may help.',
      inTheLog(cause),
    ],
  });
