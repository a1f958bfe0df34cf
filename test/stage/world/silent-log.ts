import type { Log } from '../../../src/flows/ports/log.ts';

export const silent: Log = { info() {}, warn() {}, error() {} };
