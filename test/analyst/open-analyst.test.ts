import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openAnalyst } from '../../src/analyst/open-analyst.ts';
import { crowding } from '../stage/run/crowding.ts';

const entry = new URL('./endless-thread.ts', import.meta.url);

/** The thread has to be up within these. */
const usualMs = 8_000 * Math.ceil(crowding());
function open(withinMs = usualMs) {
  const analyst = openAnalyst({ entry, withinMs });
  return { ask: (how: string) => analyst.readout(how as never), close: analyst.close };
}

test.each(['never', 'with its end'])('one that answers %s fails alone: those behind it are answered', async (how) => {
  const { ask, close } = open();
  const [first, endless, ...behind] = ['at once', how, 'at once', 'at once'].map(ask);
  expect(await first).toBe('at once');
  await expect(endless).rejects.toThrow(`The analysis (readout) did not end within ${usualMs / 1000} s, and was ended`);
  expect(await Promise.all(behind)).toEqual(['at once', 'at once']);
  await close();
});

test('closed in the midst of one that does not end: it ends', async () => {
  const { ask, close } = open(600_000);
  expect(await ask('at once')).toBe('at once');
  const endless = ask('never').catch(() => 'failed');
  await pause(100);
  await close();
  expect(await endless).toBe('failed');
});
