import { vi } from 'vitest';
import { crowding } from './crowding.ts';

/*
 * Before each file: a test that hangs is ended, later where the machine is busy. A property that is tried 100,000 times (npm run test:properties)
 * takes minutes.
 */
const limit = 240_000 * Math.max(1, Number(process.env.FAST_CHECK_RUNS ?? 0) / 1000) * crowding();
vi.setConfig({ testTimeout: limit, hookTimeout: limit });
