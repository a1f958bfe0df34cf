import { beforeEach, describe, expect, test } from 'vitest';
import { postReadout } from '../../../src/flows/readout/post-readout.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { useDatabase, useWorld } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const database = useDatabase();

/** GitHub did it, and its answer was lost: the next try must find what was done instead of doing it again. */
describe('an answer is lost', () => {
  const { stage } = useWorld(undefined, database);
  beforeEach(async () => {
    stage.forge.pullRequests.set(12, pullRequest());
  });

  test('of the check: one check all the same', async () => {
    const { forge, evaluate } = stage;
    forge.loseAnswerOf = 'createCheck';
    await expect(evaluate(12)).rejects.toThrow('lost');
    await evaluate(12);
    expect(forge.checks).toHaveLength(1);
    expect(forge.checks[0]?.conclusion).toBe('success');
  });

  test('of the forecast: one comment all the same, and it is edited from then on', async () => {
    const { forge, evaluate } = stage;
    forge.loseAnswerOf = 'createComment';
    await expect(evaluate(12)).rejects.toThrow('lost');
    await evaluate(12);
    expect(forge.comments).toHaveLength(1);
    forge.pullRequests.set(12, pullRequest({ body: betOn('signups', 20) }));
    await evaluate(12);
    expect(forge.comments).toHaveLength(1);
    expect(forge.comments[0]?.body).toContain('20');
  });

  test('of the final readout: posted once', async () => {
    const { world, forge, shop, setNow, evaluate } = stage;
    const sha = 'b'.repeat(40);
    const mergedAt = new Date('2026-11-03T09:30:00Z');
    forge.pullRequests.set(12, pullRequest({ state: 'closed', merged: true, mergedAt, mergeCommitSha: sha }));
    await evaluate(12);
    await shipBet(world, shop, 12, { on: 'release', name: 'v1', sha }, new Date('2026-11-03T10:00:00Z'));
    setNow('2026-12-02T00:00:00Z');
    forge.loseAnswerOf = 'createComment';
    await expect(postReadout(world, shop, 12, world.now())).rejects.toThrow('lost');
    expect(await postReadout(world, shop, 12, world.now())).toMatchObject({ status: 'posted', interim: false });
    expect(await postReadout(world, shop, 12, world.now())).toEqual({ status: 'nothing-due' });
    expect(forge.comments.filter(({ body }) => body.startsWith('<!-- soundings:final'))).toHaveLength(1);
    expect([...(forge.labels.get(12) ?? [])]).toHaveLength(1);
  });
});

describe('nothing changed', () => {
  test('the same event again asks for the pull request alone, and writes nothing', async () => {
    const { forge, evaluate } = await openWorld(database);
    forge.pullRequests.set(12, pullRequest());
    await evaluate(12);
    expect(forge.calls).toEqual(['pullRequest', 'changedPaths', 'createCheck', 'createComment']);
    forge.calls = [];
    await evaluate(12);
    expect(forge.calls).toEqual(['pullRequest']);
  });

  test('somebody deleted the check and the comment: both come back when they have something new to say', async () => {
    const { forge, evaluate } = await openWorld(database);
    forge.pullRequests.set(12, pullRequest());
    await evaluate(12);
    forge.checks = [];
    forge.comments = [];
    forge.pullRequests.set(12, pullRequest({ body: 'Key result: KR1' }));
    await evaluate(12);
    expect(forge.checks).toHaveLength(1);
    expect(forge.comments).toHaveLength(1);
  });
});
