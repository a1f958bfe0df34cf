/*
 * The real server with a stand-in for the work: `node server-entry.ts JOURNAL`. It appends a line to the file JOURNAL when work
 * on a delivery begins and when it ends. Deliveries may ask for trouble, see `Script`.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnv } from '../../../src/env.ts';
import { runProcess } from '../../../src/run-process.ts';
import { wire } from '../../../src/wiring/serve.ts';
import type { JournalLine, Script } from './server-process.ts';

const journal = process.argv[2];
if (!journal) throw new Error('say which file is the journal');
const write = (line: JournalLine) => appendFileSync(journal, `${JSON.stringify(line)}\n`);
const failures = new Map<string, number>();

const reading = readEnv();
if (reading.kind !== 'complete') throw new Error(JSON.stringify(reading));
await runProcess(() =>
  wire(reading.env, () => ({
    work: {
      async delivery({ id, payload }) {
        const { test: { holdUntil, failures: asked = 0 } = {}, number = 0 } = payload as Script;
        write({ what: 'begun', id, number, pid: process.pid });
        while (holdUntil && !existsSync(holdUntil)) await sleep(20);
        const failed = failures.get(id) ?? 0;
        if (failed < asked) {
          failures.set(id, failed + 1);
          throw new Error('asked to fail');
        }
        write({ what: 'done', id, number, pid: process.pid });
        return 'done';
      },
      async job() {},
      async tick() {},
    },
  })),
);
