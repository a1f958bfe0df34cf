import { beforeEach, expect, test } from 'vitest';
import { rewriteSome } from '../../../src/flows/upkeep/rewrite-some.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

let warnings: string[];
const { stage, people } = useWorld();
beforeEach(async () => {
  warnings = [];
  stage.world.log = { info() {}, error() {}, warn: (_, message) => warnings.push(message) };
});

const secret = 'it stood at $198,647';
/** Written while the repository was private. */
async function wrote(number: number, kind: 'final' | 'interim' | 'alarm' | 'reply', key: string): Promise<number> {
  const id = await stage.forge.createComment(
    stage.shop,
    number,
    `<!-- soundings:${kind} v1 key=${key} -->\n\n${secret}`,
  );
  await stage.store.saveComment(stage.shop.id, number, { kind, key, commentId: id, digest: 'then' });
  return id;
}
const publicize = async () => {
  stage.shop.private = false;
  await stage.store.rememberRepository(stage.shop, stage.world.now());
};
const round = async () => {
  await rewriteSome(stage.world);
  const numbers = stage.jobs.flatMap((job) => (job.kind === 'rewrite' ? [job.number] : []));
  await people.workOff();
  return numbers;
};
const open = async (number: number) => {
  stage.forge.pullRequests.set(number, pullRequest({ number }));
  await stage.evaluate(number);
};

test('of a repository that became public everything is written anew, or taken back, in place', async () => {
  await open(12);
  for (const kind of ['interim', 'final', 'alarm', 'reply'] as const) await wrote(12, kind, `${kind}-1`);
  expect(await round()).toEqual([]);
  await publicize();
  const [comments, checks] = [stage.forge.comments.length, stage.forge.checks.length];
  stage.forge.calls.length = 0;
  expect(await round()).toEqual([12]);
  expect(stage.forge.comments).toHaveLength(comments);
  expect(stage.forge.checks).toHaveLength(checks);
  expect(stage.forge.calls).toContain('updateCheck');
  expect(JSON.stringify(stage.forge.comments)).not.toContain(secret);
  expect(stage.forge.comments.filter(({ body }) => body.includes('withheld=yes'))).toHaveLength(4);
  for (const { body } of stage.forge.comments) expect(body.split('\n')[0]).toMatch(/^<!-- soundings:\w+ v1.* -->$/);
  expect(warnings).toEqual([expect.stringContaining('GitHub shows what stood in them before')]);
  expect(await round()).toEqual([]);
});

test.each([
  ['+250', 'moved-less', 'moved'],
  ['+250', 'flat', 'inconclusive'],
  ['+250', 'moved', 'moved'],
  ['+3%', 'moved-less', 'moved-less'],
] as const)('the label of a bet of %s that %s: %s', async (change, verdict, told) => {
  const body = `Key result: KR1\nExpect: signups ${change} within 14 days`;
  stage.forge.pullRequests.set(12, pullRequest({ body }));
  await stage.evaluate(12);
  const merged = { state: 'closed' as const, merged: true, mergedAt: new Date('2026-11-03T09:30:00Z') };
  stage.forge.pullRequests.set(12, pullRequest({ body, ...merged }));
  stage.forge.labels.set(12, new Set(['urgent', `soundings:${verdict}`]));
  const record = await stage.store.betOf(stage.shop.id, 12);
  if (!record) throw new Error('There is no bet');
  await stage.store.saveBet({ ...record, state: 'concluded', verdict, concludedAt: stage.world.now() });
  await wrote(12, 'final', 'f');
  stage.forge.calls.length = 0;
  await publicize();
  await round();
  const changes = stage.forge.calls.filter((call) => /Label/.test(call));
  expect(changes).toEqual(verdict === told ? [] : ['removeLabel', 'addLabel']);
  expect([...(stage.forge.labels.get(12) ?? [])]).toEqual(['urgent', `soundings:${told}`]);
  const words = { moved: 'moved', inconclusive: 'inconclusive', 'moved-less': 'moved less' }[told as string];
  expect(stage.forge.comments.at(-1)?.body).toContain(`verdict=${told}`);
  expect(stage.forge.comments.at(-1)?.body).toContain(words);
});

test.each(['moved', 'backfired'] as const)(
  '%s: not told where a part that tells nothing now may be why',
  async (verdict) => {
    const body = 'Key result: KR1\nExpect: signups +3% within 14 days\nExpect: signups at least 250 within 28 days';
    const merged = { state: 'closed' as const, merged: true, mergedAt: new Date('2026-11-03T09:30:00Z') };
    for (const state of [{}, merged]) {
      stage.forge.pullRequests.set(12, pullRequest({ body, ...state }));
      await stage.evaluate(12);
    }
    stage.forge.labels.set(12, new Set(['urgent', `soundings:${verdict}`]));
    const record = await stage.store.betOf(stage.shop.id, 12);
    if (!record) throw new Error('There is no bet');
    const concluded = { ...record, state: 'concluded' as const, verdict, recommended: 'revert' as const };
    await stage.store.saveBet({ ...concluded, concludedAt: stage.world.now() });
    await wrote(12, 'final', 'f');
    await publicize();
    await round();
    expect([...(stage.forge.labels.get(12) ?? [])]).toEqual(['urgent']);
    const written = JSON.stringify(stage.forge.comments);
    expect(written).toContain('Concluded on');
    expect(written).not.toMatch(/moved|wrong way|backfired|revert/);
  },
);

test('the newest first, a portion at a time, and it goes on where it was interrupted', async () => {
  for (let number = 1; number <= 45; number++) await wrote(number, 'final', 'f');
  await publicize();
  const seen = [];
  for (let minute = 0; minute < 4; minute++) seen.push(await round());
  expect(seen.map((numbers) => numbers.length)).toEqual([20, 20, 5, 0]);
  expect(seen.flat()).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index));
  expect(warnings).toHaveLength(1);
  expect(JSON.stringify(stage.forge.comments)).not.toContain(secret);
});

test('one that is public and stays so, or becomes private, has nothing written anew', async () => {
  await wrote(12, 'final', 'f');
  await publicize();
  await round();
  await stage.store.rememberRepository(stage.shop, stage.world.now());
  expect(await round()).toEqual([]);
  await stage.store.rememberRepository({ ...stage.shop, private: true }, stage.world.now());
  expect(await round()).toEqual([]);
});

test('where the map is gone everything is taken back', async () => {
  await open(12);
  await wrote(12, 'final', 'f');
  stage.world.maps.inForce = async () => ({ kind: 'none' });
  await publicize();
  await round();
  expect(stage.forge.comments.every(({ body }) => body.includes('withheld=yes'))).toBe(true);
  expect(stage.forge.checks.at(-1)).toMatchObject({ conclusion: 'neutral', output: { title: 'Withdrawn' } });
});

test('one that was deleted is not written again; a locked conversation holds up nothing', async () => {
  const id = await wrote(12, 'final', 'f');
  stage.forge.comments.splice(0);
  await publicize();
  await round();
  expect(stage.forge.comments).toEqual([]);
  expect(id).toBeGreaterThan(0);
  await wrote(13, 'final', 'f');
  stage.forge.locked = true;
  await stage.store.rememberRepository({ ...stage.shop, private: true });
  await publicize();
  await round();
  expect(warnings.some((message) => message.startsWith('Comment with figures could not be rewritten'))).toBe(true);
});
