import { setPriority } from 'node:os';

export { chances, compare, forecast, readout } from './questions.ts';

/*
 * The entry of the analyst's thread. On Linux a priority counts for the one thread that asks for it, so that the processor goes to the answers
 * of deliveries first; elsewhere it would slow down the whole process.
 */
if (process.platform === 'linux') setPriority(10);
