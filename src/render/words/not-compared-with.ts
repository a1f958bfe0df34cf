import type { UnusedControl } from '../../analysis/effect.ts';
import { inert } from './inert.ts';

/** A sentence for each control that is not used. */
export const notComparedWith = (unused: readonly UnusedControl[] = []): string[] =>
  unused
    .slice(0, 5)
    .map(({ name, why }) => `Not compared with ${inert(name, { maxLength: 80 })}: ${inert(why, { maxLength: 200 })}.`);
