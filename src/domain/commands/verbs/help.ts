import { alone, type Verb } from './verb.ts';

export const help: Verb<{ verb: 'help' }> = {
  usage: 'help',
  does: 'this list',
  forEverybody: true,
  read: alone('help'),
};
