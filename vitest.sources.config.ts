import { defineConfig } from 'vitest/config';
import { quiet, withProcesses } from './test/stage/run/with-processes.ts';

// Sources against real servers that CI does without: what is missing is named. Run it after a change of a connector.
export default defineConfig({ test: { include: ['test/sources/**/*.test.ts'], ...quiet, ...withProcesses } });
