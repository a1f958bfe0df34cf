import { defineConfig } from 'vitest/config';
import { quiet, withProcesses } from './test/stage/run/with-processes.ts';

// Tests against programs that npm does not bring: a real Prometheus, a real browser. `npm test` does without them.
export default defineConfig({ test: { include: ['test/servers/**/*.test.ts'], ...quiet, ...withProcesses } });
