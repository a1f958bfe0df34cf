import { inertCode } from '../words/inert.ts';
import { commentBody } from './comment-body.ts';
import { marker } from './marker.ts';

/** What the log of the operator of Soundings knows it by. */
export const inTheLog = (cause: string) =>
  `The operator of Soundings can find it in the log: ${inertCode(cause, { maxLength: 120 })}.`;

/** In place of a forecast that could not be worked out. */
export const renderForecastFault = (cause: string): string =>
  commentBody({
    marker: marker('forecast', { measurable: 'no', state: 'open' }),
    shown: [
      '### The forecast could not be computed',
      'Soundings had an internal error. The bet stands as its check says, and the forecast is tried again with the next change.',
      inTheLog(cause),
    ],
  });

/** On an issue whose description could not be read. */
export const renderUnreadIssue = (cause: string): string =>
  commentBody({
    marker: marker('reference'),
    shown: [
      '### Soundings cannot read this description',
      'It had an internal error; what you wrote is not at fault. This blocks nothing; pull requests that rest on this issue are judged without its text. Other words may help.',
      inTheLog(cause),
    ],
  });
