import { setPriority } from 'node:os';

export { chances, compare, forecast, readout } from './questions.ts';

/*
 * The entry of the analyst's thread. On Linux a priority applies to the thread that sets it, so the processor goes to
 * answers first; elsewhere it would slow down the whole process.
 */
if (process.platform === 'linux') setPriority(10);
