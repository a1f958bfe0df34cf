import { beforeEach, describe, expect, test } from 'vitest';
import { doJob } from '../../../src/flows/do-job.ts';
import { WriteRefused } from '../../../src/flows/ports/forge.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { withWhatItMoved } from '../../../src/render/readout/release-notes.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people } = useWorld(mapOf({ more: 'release: { on: release, notes: true }' }));
const sha = 'b'.repeat(40);

beforeEach(async () => {
  stage.forge.notes.set('v1', 'Thanks to everybody.');
  const merged = { state: 'closed', merged: true, mergedAt: new Date('2026-11-03T09:30:00Z') } as const;
  for (const number of [12, 13]) {
    const change = { number, title: `Change ${number}`, body: betOn(), mergeCommitSha: sha };
    stage.forge.pullRequests.set(number, pullRequest({ ...merged, ...change }));
    await stage.evaluate(number);
    await shipBet(
      stage.world,
      stage.shop,
      number,
      { on: 'release', name: 'v1', sha },
      new Date('2026-11-03T10:00:00Z'),
    );
  }
});

describe('the notes of a release', () => {
  test('say what it ships, then what that moved, and are written only when that changes', async () => {
    await people.workOff();
    expect(stage.forge.notes.get('v1')).toBe(
      'Thanks to everybody.\n\n<!-- soundings:moved -->\n### What it moved\n\n- #12 Change 12: being measured (Sign-ups)\n- #13 Change 13: being measured (Sign-ups)\n<!-- /soundings:moved -->',
    );
    const writes = () => stage.forge.calls.filter((call) => call === 'updateReleaseNotes').length;
    const before = writes();
    await doJob(stage.world, stage.shop, { kind: 'forecast', repositoryId: stage.shop.id, number: 12 });
    expect(writes()).toBe(before);
    const bet = await stage.store.betOf(stage.shop.id, 12);
    if (bet) await stage.store.saveBet({ ...bet, state: 'concluded', verdict: 'moved' });
    await doJob(stage.world, stage.shop, { kind: 'forecast', repositoryId: stage.shop.id, number: 12 });
    expect(stage.forge.notes.get('v1')).toContain('- #12 Change 12: it moved as expected (Sign-ups)\n- #13');
  });

  test('stay as they are where GitHub refuses it, and the forecast is written all the same', async () => {
    stage.forge.updateReleaseNotes = async () => {
      throw new WriteRefused('Resource not accessible by integration');
    };
    await people.workOff();
    expect(stage.forge.notes.get('v1')).toBe('Thanks to everybody.');
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('state=shipped')]);
  });

  test('of whom what is shipped is told to people’s systems, too', () => {
    expect(stage.notices).toEqual([
      expect.objectContaining({ event: 'shipped', title: 'acme/shop#12 shipped in v1: Change 12', tags: ['shop'] }),
      expect.objectContaining({ event: 'shipped', title: 'acme/shop#13 shipped in v1: Change 13' }),
    ]);
  });
});

test('what people write around the section stays; half of its marks takes nothing along', () => {
  const bets = [{ number: 1, title: 'A <b> @all', state: 'reverted' as const }];
  const once = withWhatItMoved('Before', bets);
  const around = `${once}\n\nAfter`;
  expect(withWhatItMoved(around, bets)).toBe(around);
  expect(once).toContain('#1 A &lt;b&gt; @\u2060all: reverted');
  const cut = 'Before\n<!-- soundings:moved -->\nWritten by hand';
  expect(withWhatItMoved(withWhatItMoved(cut, bets), bets)).toContain('Written by hand');
  expect(withWhatItMoved('', bets)).toMatch(/^<!-- soundings:moved -->/);
});
