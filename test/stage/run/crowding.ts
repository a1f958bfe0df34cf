import { availableParallelism, loadavg } from 'node:os';

/** How many want each processor of the machine, at least 1: so many times longer does everything take than on a machine of its own. */
export const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** A limit that is ample on a machine of its own, as `vi.waitUntil` and `expect.poll` take it. */
export const within = (seconds: number) => ({ timeout: Math.ceil(seconds * 1000 * crowding()), interval: 50 });
