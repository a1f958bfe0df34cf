import type { Log } from '../../src/flows/ports.ts';

export const silent: Log = { info() {}, warn() {}, error() {} };
