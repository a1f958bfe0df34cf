import { describe, expect, test } from 'vitest';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { releasesIn } from '../../stage/world/releases.ts';
import { useWorld } from '../../stage/world/use-world.ts';

const { stage, people } = useWorld();
const { merge, release, betOf } = releasesIn(stage, people);

const due = async (day: string) => {
  stage.setNow(`${day}T12:00:00Z`);
  await doWhatIsDue(stage.world, stage.shop, 12, stage.world.now());
  await people.workOff();
};
const waiting = async () =>
  (await stage.store.checkpoints((await betOf())?.id ?? ''))
    .filter(({ kind, status }) => kind !== 'learning' && kind !== 'upstream' && status === 'pending')
    .map(({ kind, dueAt }) => `${kind} ${dueAt.toISOString().slice(0, 10)}`);

/** Without an expectation what does not move cannot be told. */
const cannotTell = async () => {
  await merge(12, '2026-11-03T09:30:00Z', { body: 'Key result: KR1' });
  await release('v1', '2026-11-03T10:00:00Z', [12]);
  await due('2026-12-02');
  expect(await betOf()).toMatchObject({ state: 'concluded', verdict: 'inconclusive' });
};

describe('/soundings extend', () => {
  test('measures on once after a last readout that could not tell, and the next one concludes', async () => {
    await cannotTell();
    expect(await people.comment(12, '/soundings extend 15d')).toBeUndefined();
    expect(await betOf()).toMatchObject({ state: 'shipped', extended: { days: 15, by: 'maintainer' } });
    expect(people.labelsOf(12)).toEqual([]);
    expect(await waiting()).toEqual(['readout 2026-12-16']);
    expect(people.said(12, 'forecast')).toEqual([
      expect.stringContaining('Measured longer by 15 days, said `maintainer`'),
    ]);
    expect(people.said(12, 'final')).toEqual([expect.stringContaining('comment `/soundings extend 15d`')]);
    await due('2026-12-17');
    expect(await betOf()).toMatchObject({ state: 'concluded', verdict: 'inconclusive' });
    expect(people.said(12, 'final')).toEqual([expect.anything(), expect.not.stringContaining('/soundings extend')]);
    expect(people.labelsOf(12)).toEqual(['soundings:inconclusive']);
    expect(await people.comment(12, '/soundings extend 15d')).toContain('extended before');
  });

  test('the same comment read again changes nothing', async () => {
    await cannotTell();
    await people.comment(12, '/soundings extend 2 weeks', 'maintainer', 71_000);
    const first = await betOf();
    await people.comment(12, '/soundings extend 2 weeks', 'maintainer', 71_000);
    expect(await betOf()).toEqual(first);
  });

  test('is refused with the reason', async () => {
    await merge(12, '2026-11-03T09:30:00Z');
    expect(await people.comment(12, '/soundings extend 15d')).toContain('has not had its last one');
    await release('v1', '2026-11-03T10:00:00Z', [12]);
    await due('2026-12-02');
    expect(await people.comment(12, '/soundings extend 15d')).toContain('its verdict stands');
    expect(await people.comment(12, '/soundings extend soon')).toContain('`soon` is no duration of 1 to 180 days');
    expect(await people.comment(13, '/soundings extend 15d')).toBeDefined();
  });
});
