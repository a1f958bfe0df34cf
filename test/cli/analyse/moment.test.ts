import { expect, test } from 'vitest';
import { instantOf, releaseIn } from '../../../src/cli/analyse/moment.ts';

const days = { bucket: 'day' as const, samples: [] };
const dayOf = (text: string, timezone?: string) => {
  const moment = instantOf(text, timezone);
  return moment && new Date(releaseIn(days, moment, timezone).from).toISOString().slice(0, 10);
};

test.each([
  ['2026-10-06', undefined, '2026-10-06'],
  ['2026-10-06T23:30', 'Europe/Berlin', '2026-10-06'],
  ['2026-10-05T23:30:00Z', 'Europe/Berlin', '2026-10-06'],
  ['2026-10-06T01:30+02:00', 'Europe/Berlin', '2026-10-06'],
  ['2026-10-06T01:30+02:00', 'America/Los_Angeles', '2026-10-05'],
  ['2026-10-06T01:30+02:00', undefined, '2026-10-06'],
])('a release at %s, days of %s: %s', (text, timezone, day) => {
  expect(dayOf(text, timezone)).toBe(day);
});
