import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/stage/run/longest-first.ts';
import { quiet, withQuickProcesses } from './test/stage/run/with-processes.ts';

/** No database, no process, no network; nothing has a state that another file could meet. */
const pure = [
  'test/{analysis,corpus,domain,errors,monitoring,render}/**/*.test.ts',
  'test/{docs,env,look-ups,release,rooms,threat-model}.test.ts',
];

export default defineConfig({
  test: {
    // More than there are cores: the stories, which take the longest, mostly wait.
    maxWorkers: availableParallelism() + 3,
    sequence: { sequencer: LongestFirst },
    ...quiet,
    projects: [
      { test: { name: 'pure', include: pure, isolate: false, setupFiles: 'test/stage/run/limits.ts' } },
      {
        // Real databases and servers take part. What npm does not bring (Prometheus, a browser) is left to `npm run test:servers` and `test:sources`.
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/{servers,sources}/**', ...pure],
          ...withQuickProcesses,
        },
      },
    ],
  },
});
