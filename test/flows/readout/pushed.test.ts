import { beforeEach, expect, test } from 'vitest';
import { day } from '../../../src/domain/day.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { readPush } from '../../../src/metrics/push/read-push.ts';
import { mapOf } from '../../stage/world/map-of.ts';
import { releasesIn } from '../../stage/world/releases.ts';
import { silent } from '../../stage/world/silent-log.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people } = useWorld(
  mapOf({
    metrics: 'signups: { title: Sign-ups, unit: count, good: up, source: pushed/signups }',
    more: 'release: { on: release }',
  }),
);

beforeEach(() => {
  const text = 'connections: { pushed: { type: push, owners: [acme] } }';
  const read = parseSources({ file: 's.yml', text, environment: {}, place: { folder: '/' } });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  stage.world.metrics = metricReader({ sources: read.value, log: silent, pushedOf: () => stage.store });
});

/** Days of some thousand with a weekly wave, and what is added to them. */
const days = (from: string, to: string, by = 0) => {
  const samples = [];
  for (let t = Date.parse(from); t < Date.parse(to); t += day) {
    const value = Math.round(
      1000 * (1 + by) * (1 + 0.02 * Math.sin((t / day) ** 2) + 0.02 * Math.sin((2 * Math.PI * t) / day / 7)),
    );
    samples.push({ t: new Date(t).toISOString().slice(0, 10), value });
  }
  return samples;
};
const push = async (samples: object[], revise = false) => {
  const reading = readPush({ samples, revise }, stage.world.now());
  if (reading.kind !== 'push') throw new Error(JSON.stringify(reading));
  return stage.store.keepPushed(stage.shop.ownerId, 'signups', reading.push);
};
const dueAt = async (at: string) => {
  stage.setNow(at);
  await doWhatIsDue(stage.world, stage.shop, 12, new Date(at));
  await people.workOff();
};

test('a bet on pushed figures: from nothing at all to its last readout, with late and revised days', async () => {
  const { merge, release } = releasesIn(stage, people);
  stage.forge.pullRequests.set(12, pullRequest());
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  const [dark] = people.said(12, 'forecast');
  expect(dark).toContain('cannot be measured: nothing was ever pushed to it');
  expect(dark).toContain(
    `\`curl --json '{"samples":[{"t":"2026-11-03","value":12}]}' -H "Authorization: Bearer $TOKEN" $SOUNDINGS/api/v1/o/OWNER/metrics/NAME\``,
  );

  expect(await push(days('2026-06-01', '2026-11-03'))).toMatchObject({ kind: 'kept', fresh: 155 });
  await people.comment(12, '/soundings check');
  expect(people.said(12, 'forecast')[0]).toContain('measurable=yes');

  await merge(12, '2026-11-03T10:00:00Z');
  await release('v1', '2026-11-03T12:00:00Z', [12]);
  stage.setNow('2026-11-11T06:00:00Z');
  // The third of these is wrong, and the last two are late.
  const wrong = days('2026-11-03', '2026-11-08', 0.2).map((one, i) => (i === 2 ? { ...one, value: 0 } : one));
  await push(wrong);
  await dueAt('2026-11-11T06:00:00Z');
  stage.setNow('2026-12-02T06:00:00Z');
  expect(await push(days('2026-11-03', '2026-12-02', 0.2))).toMatchObject({
    kind: 'differs',
    place: 2,
    kept: { value: 0 },
  });
  expect(await push(days('2026-11-03', '2026-12-02', 0.2), true)).toMatchObject({
    kind: 'kept',
    fresh: 24,
    revised: 1,
  });
  await dueAt('2026-12-02T06:00:00Z');
  expect(people.said(12, 'final')).toEqual([expect.stringContaining('verdict=moved')]);
  expect((await stage.store.betOf(stage.shop.id, 12))?.state).toBe('concluded');
});
