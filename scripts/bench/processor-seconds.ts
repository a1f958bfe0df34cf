import { readFileSync } from 'node:fs';

/** Linux's own unit, in which it counts the time of processes. */
const ticksPerSecond = 100;

/** What a process and its children, ended ones included, have had of the processors. NaN where there is no /proc. */
export function processorSeconds(pid: number): number {
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  try {
    // The name, in brackets, may hold anything.
    const [, , , , , , , , , , , ...times] = read('stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    const own = times.slice(0, 4).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
    const children = read(`task/${pid}/children`).split(' ').filter(Boolean).map(Number);
    return children.map(processorSeconds).reduce((sum, seconds) => sum + (seconds || 0), own);
  } catch {
    return Number.NaN;
  }
}
