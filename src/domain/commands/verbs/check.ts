import { alone, type Verb } from './verb.ts';

export const check: Verb<{ verb: 'check' }> = {
  usage: 'check',
  does: 'reads the description and the metrics again',
  read: alone('check'),
};
