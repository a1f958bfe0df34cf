import { setTimeout as pause } from 'node:timers/promises';
import type { Repository } from '../domain/facts.ts';
import type { Forge } from '../flows/ports.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Below GitHub's own limits of 80 a minute and 500 an hour (facts 35), so that people's writes through other apps still pass. */
const most = [
  { within: minute, writes: 60 },
  { within: hour, writes: 400 },
];

/**
 * A forge that waits before a write when its installation has written a lot: for catching up, when hundreds of readouts
 * are posted in a row. Not for the server, where a wait in one job would keep the checks of others waiting.
 */
export function pacedForge(
  forge: Forge,
  now: () => number = Date.now,
  wait: (ms: number) => Promise<unknown> = pause,
): Forge {
  const written = new Map<number, number[]>();
  const turn = async ({ installationId }: Repository) => {
    const times = written.get(installationId) ?? [];
    written.set(installationId, times);
    for (let ms = untilAllowed(times, now()); ms > 0; ms = untilAllowed(times, now())) await wait(ms);
    times.push(now());
    times.splice(0, times.length - Math.max(...most.map(({ writes }) => writes)));
  };
  return {
    ...forge,
    async createComment(repository, number, body) {
      await turn(repository);
      return forge.createComment(repository, number, body);
    },
    async updateComment(repository, id, body) {
      await turn(repository);
      return forge.updateComment(repository, id, body);
    },
    async createIssue(repository, issue) {
      await turn(repository);
      return forge.createIssue(repository, issue);
    },
    async addLabel(repository, number, label) {
      await turn(repository);
      return forge.addLabel(repository, number, label);
    },
    async removeLabel(repository, number, label) {
      await turn(repository);
      return forge.removeLabel(repository, number, label);
    },
  };
}

/** Milliseconds until one more write keeps within every limit; 0: now. */
function untilAllowed(times: number[], at: number): number {
  return Math.max(
    0,
    ...most.map(({ within, writes }) => {
      const first = times.at(-writes);
      return first === undefined ? 0 : first + within - at;
    }),
  );
}
