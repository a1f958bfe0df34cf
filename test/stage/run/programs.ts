import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What tests start as a process or a thread of its own: the bundle's name of it, and its source. */
export const programs = {
  main: 'src/main.ts',
  cli: 'src/cli.ts',
  'analyst-thread': 'src/analyst/analyst-thread.ts',
  'server-entry': 'test/stage/process/server-entry.ts',
};

/** There the bare imports of what is left out of a bundle still lead to this project's packages. */
export const bundleOf = (run: string) =>
  new URL(`../../../node_modules/.cache/soundings-tests/${run}/`, import.meta.url);

/** Runs at the same time have a bundle and a folder each. Processes of a run are known by its name. */
export const thisRun = `soundings-run-${process.pid}`;

/** For all that is written for a while. */
export const runFolder = join(tmpdir(), thisRun);

/** For NODE_OPTIONS, in the processes that tests start. */
export const quickStart = `--import=${new URL(`quick-start.ts?${thisRun}`, import.meta.url).href}`;
