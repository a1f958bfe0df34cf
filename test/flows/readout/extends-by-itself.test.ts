import { describe, expect, test } from 'vitest';
import { smallestDetectable } from '../../../src/analysis/detect.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { day } from '../../stage/series/daily-series.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { releasesIn } from '../../stage/world/releases.ts';
import { useWorld } from '../../stage/world/use-world.ts';

const { stage, people, openWith } = useWorld();
const { merge, release, betOf } = releasesIn(stage, people);

const first = Date.parse('2026-03-01T00:00:00Z');
const noise = randomFrom(5);
const usual = Array.from({ length: 400 }, () => Math.round(1000 * Math.exp(0.04 * noise.normal())));
const released = Date.parse('2026-11-03T00:00:00Z');

/** Sign-ups that nothing moved, or that the release did. */
const samplesUntil = (end: number, lift = 0) =>
  usual
    .map((value, i) => ({
      t: first + i * day,
      value: first + i * day > released ? Math.round(value * (1 + lift)) : value,
    }))
    .filter(({ t }) => t + day <= end);

const shows = (days: number) => {
  const seen = smallestDetectable({ bucket: 'day', samples: samplesUntil(released).slice(-180) }, days, { towards: 1 });
  if (seen.kind !== 'detectable') throw new Error('the history is clean');
  return 100 * seen.relative;
};
/** More than four weeks need, and less than two can show. */
const between = Number(((shows(14) + shows(28)) / 2).toFixed(2));

async function shipped(percent: number, { more = 'follow_up: { after: [14d] }', lift = 0 } = {}) {
  await openWith(mapOf({ more }));
  stage.world.metrics.read = async ({ from, to }) => ({
    kind: 'samples',
    series: { bucket: 'day', samples: samplesUntil(to.getTime(), lift).filter(({ t }) => t >= from.getTime()) },
  });
  await merge(12, '2026-11-03T09:30:00Z', { body: betOn('signups', percent) });
  await release('v1', '2026-11-03T10:00:00Z', [12]);
}
const due = async (on: string) => {
  stage.setNow(`${on}T12:00:00Z`);
  await doWhatIsDue(stage.world, stage.shop, 12, stage.world.now());
  await people.workOff();
};

describe('one more window by itself', () => {
  test('where the window could not show what is expected, and one twice as long can', async () => {
    await shipped(between);
    await due('2026-11-18');
    expect(await betOf()).toMatchObject({
      state: 'shipped',
      extended: { days: 14, until: new Date('2026-12-01T10:00:00Z') },
    });
    expect(people.said(12, 'final')).toEqual([]);
    expect(people.said(12, 'interim')).toEqual([
      expect.stringContaining('14 days are too few to show what is expected, and 28 days can'),
    ]);
    expect(people.said(12, 'interim')[0]).toContain('the last readout follows on 1 Dec');
    expect(people.said(12, 'forecast')[0]).toContain('The last readout, due 1 Dec, concludes.');
    expect(people.labelsOf(12)).toEqual([]);
    await due('2026-12-02');
    expect(await betOf()).toMatchObject({ state: 'concluded' });
    expect(people.said(12, 'final')).toHaveLength(1);
    expect(people.said(12, 'final')[0]).not.toContain('/soundings extend');
  });

  test('not where it could show it, or neither could', async () => {
    for (const percent of [Math.ceil(shows(14)) + 1, Number((shows(28) / 4).toFixed(2))]) {
      await shipped(percent);
      await due('2026-11-18');
      expect(await betOf()).toMatchObject({ state: 'concluded' });
    }
  });

  test('not where the map says none', async () => {
    await shipped(between, { more: 'follow_up: { after: [14d], extend: 0 }' });
    await due('2026-11-18');
    expect(await betOf()).toMatchObject({ state: 'concluded' });
    expect(await betOf()).not.toHaveProperty('extended');
  });

  test('what is clear at the small share of the error already concludes', async () => {
    await shipped(between, { lift: 0.3 });
    await due('2026-11-18');
    expect(await betOf()).toMatchObject({ state: 'concluded', verdict: 'moved' });
    expect(people.said(12, 'final')[0]).toContain('99.5%');
  });
});
