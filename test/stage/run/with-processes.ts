import { join } from 'node:path';
import { quickStart, runFolder } from './programs.ts';

/** For projects of vitest whose tests start processes. */
export const withProcesses = {
  globalSetup: 'test/stage/run/set-up.ts',
  setupFiles: ['test/stage/run/limits.ts', 'test/stage/run/leaves-nothing.ts'],
  env: { TMPDIR: runFolder, TESTS_RUN_FOLDER: runFolder },
};

/** Hundreds of them: from bundles, and a third of a start is reading the same files again. */
export const withQuickProcesses = {
  ...withProcesses,
  env: { ...withProcesses.env, NODE_COMPILE_CACHE: join(runFolder, 'compiled'), NODE_OPTIONS: quickStart },
  execArgv: [quickStart],
};

/** A line a file; of what fails all that it said. */
export const quiet = {
  silent: 'passed-only',
  slowTestThreshold: Number.POSITIVE_INFINITY,
  teardownTimeout: 120_000,
} as const;
