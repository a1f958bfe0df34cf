import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { crowding } from './crowding.ts';

interface Process {
  pid: number;
  parent: number;
  command: string;
  /** All that tells where it comes from. */
  traces: string;
}

/** What is still there, in words, once what is about to end has had the time to. Processes among it are killed. */
export async function leftBehind(
  look: () => Process[],
  folders: () => string[],
  patienceMs = 3_000,
): Promise<string[]> {
  let processes = look();
  for (const until = performance.now() + patienceMs * crowding(); processes.length > 0 && performance.now() < until; ) {
    await pause(50);
    processes = look();
  }
  for (const { pid } of processes) kill(pid);
  return [
    ...processes.map(({ pid, command }) => `process ${pid}: ${command.slice(0, 200)}`),
    ...folders().map((folder) => `folder ${folder}`),
  ];
}

/** Those that it started, and those that they started. */
export function descendantsOf(pid: number): Process[] {
  const all = processesHere();
  const of = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...of(one.pid)]);
  return of(pid);
}

/** All whose environment, command or folder names the run, but for its own workers. */
export const startedBy = (run: string): Process[] =>
  processesHere().filter(({ traces, parent }) => parent !== process.pid && new RegExp(`${run}(?!\\d)`).test(traces));

/** As Linux tells; elsewhere none are seen. */
function processesHere(): Process[] {
  return readable(() => readdirSync('/proc'), []).flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    const read = (file: string) =>
      readable(() => readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' '), '');
    const [, state, parent] = /.*\) (\w) (\d+)/s.exec(read('stat')) ?? [];
    // Ended, and its parent has not yet heard.
    if (parent === undefined || state === 'Z') return [];
    const command = read('cmdline').trim();
    const traces = [command, read('environ'), readable(() => readlinkSync(`/proc/${pid}/cwd`), '')].join(' ');
    return [{ pid: Number(pid), parent: Number(parent), command, traces }];
  });
}

/** It may have ended meanwhile, or belong to somebody else. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

const kill = (pid: number) => readable(() => process.kill(pid, 'SIGKILL'), false);
