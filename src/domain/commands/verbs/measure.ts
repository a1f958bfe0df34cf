import { alone, type Verb } from './verb.ts';

export const measure: Verb<{ verb: 'measure' }> = {
  usage: 'measure',
  does: 'measures what moved so far, in the interim readout',
  onPullRequests: true,
  read: alone('measure'),
};
