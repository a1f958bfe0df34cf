import { beforeEach, describe, expect, test } from 'vitest';
import { writeBudget } from '../../../src/db/write-budget.ts';
import type { Forge } from '../../../src/flows/ports/forge.ts';
import { postReadout } from '../../../src/flows/readout/post-readout.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { onWhoseAccount } from '../../../src/github/on-whose-account.ts';
import { budgetedForge, guestForge } from '../../../src/github/requests/budget-writes.ts';
import { rateWatch } from '../../../src/github/requests/rate-watch.ts';
import { FakeForge } from '../../stage/world/fake-forge.ts';
import { formBody } from '../../stage/world/people.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, database } = useWorld();
let installation = 7_000;
let now = new Date();
const at = (minutes: number) => {
  now = new Date(Date.parse('2026-11-03T10:00:00Z') + minutes * 60_000);
  stage.setNow(now.toISOString());
};
/** With the accounts as the server has them. */
beforeEach(async () => {
  installation += 1;
  stage.shop.installationId = installation;
  await stage.store.rememberRepository(stage.shop);
  const budgets = { budget: writeBudget(database.database), watch: rateWatch(), now: () => now };
  const forge = plain(stage.forge);
  const owner = budgetedForge(forge, budgets);
  Object.assign(stage.world, { forge: owner, ...onWhoseAccount(owner, guestForge(forge, budgets), () => now) });
  at(0);
});
/** What is spread over has to be its own. */
function plain(forge: FakeForge): Forge {
  const names = Object.getOwnPropertyNames(FakeForge.prototype) as (keyof Forge)[];
  return Object.fromEntries(names.map((name) => [name, forge[name].bind(forge)])) as unknown as Forge;
}
const bet = pullRequest().body;
const pull = (number: number, login: string, body = bet) =>
  stage.forge.pullRequests.set(
    number,
    pullRequest({ number, body, author: { id: 9, login }, headSha: String(number).padStart(40, 'a') }),
  );
const changed = (number: number, login: string) => people.happens({ kind: 'pull-request-changed', number }, login);
const writes = (from = 0) =>
  stage.forge.calls.slice(from).filter((call) => /create|update(?!Check)|react|Label/.test(call));
/** The owner writes as much as ever, and at once. */
const ownerIsFree = async () => {
  for (let number = 300; number < 358; number += 1) await stage.world.forge.createComment(stage.shop, number, 'x');
  pull(400, 'maintainer');
  await changed(400, 'maintainer');
  expect(people.said(400, 'forecast')).toHaveLength(1);
  expect(people.check(400)?.conclusion).toBe('success');
};

function countReads() {
  let reads = 0;
  const { read } = stage.world.metrics;
  stage.world.metrics.read = (...given) => {
    reads += 1;
    return read(...given);
  };
  return () => reads;
}

describe('what people without write access say', () => {
  test.each([
    ['/soundings help'],
    ['/soundings mesure'],
    ['/soundings exempt I like it'],
    ['/soundings answer "it is so"'],
    ['/soundings challenge nothing it is wrong'],
  ])('%s: a reaction; words once a day', async (command) => {
    pull(12, 'ben');
    const said = [];
    for (const minute of [0, 1, 24 * 60 + 2]) {
      at(minute);
      said.push((await people.comment(12, command, 'sam')) !== undefined);
    }
    expect(said).toEqual([true, false, true]);
    expect(stage.forge.reactions).toHaveLength(3);
    expect(await people.comment(12, '/soundings help', 'rae')).toContain('/soundings check');
    expect(await people.comment(12, '/soundings help')).toContain('/soundings check');
    expect(await people.comment(12, '/soundings help')).toContain('/soundings check');
  });

  test('the same comment read again is answered again, as the answer may have been lost', async () => {
    pull(12, 'ben');
    stage.forge.loseAnswerOf = 'createComment';
    await expect(people.comment(12, '/soundings help', 'sam', 900)).rejects.toThrow('lost');
    expect(await people.comment(12, '/soundings help', 'sam', 900)).toContain('/soundings check');
    expect(people.said(12, 'reply')).toHaveLength(1);
  });

  test('five hundred comments of five hundred people in an hour', async () => {
    pull(12, 'ben');
    for (let index = 0; index < 500; index += 1) {
      at(index * 0.11);
      await people.comment(12, '/soundings help', `sam-${index}`);
    }
    const { length } = writes();
    expect(length).toBeGreaterThan(20);
    // What GitHub lets an app write in an hour is 500, and the owner's share of that is 400.
    expect(length).toBeLessThanOrEqual(100);
    await ownerIsFree();
  });

  test('a button that is pressed again and again', async () => {
    pull(12, 'ben');
    for (let press = 0; press < 5; press += 1)
      await people.happens(
        { kind: 'button-pressed', button: 'exempt', number: 12, headSha: String(press).repeat(40) },
        'sam',
      );
    expect(people.said(12, 'reply')).toHaveLength(1);
  });
});

describe('what people without write access cause', () => {
  test('an issue made by the form, a hundred times: kept, shown as there is room, and soon enough', async () => {
    for (let number = 1; number <= 100; number += 1) {
      at(number * 0.5);
      people.issue(number, formBody, { author: 'sam' });
      await people.happens({ kind: 'issue-changed', number }, 'sam');
    }
    const shown = stage.forge.comments.length;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThanOrEqual(50);
    await ownerIsFree();
    at(48 * 60);
    const { length } = writes();
    await people.workOff();
    for (const { job } of stage.putOff.splice(0, 3)) stage.jobs.push(job);
    await people.workOff();
    expect(writes(0).length).toBeGreaterThan(length);
  });

  test('a description toggled all day: their own check each time, and nobody else’s forecast', async () => {
    for (const number of [20, 21, 22]) {
      pull(number, 'ben');
      await changed(number, 'ben');
    }
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ben');
    const others = () => stage.forge.comments.filter(({ number }) => number !== 12).map(({ body }) => body);
    const before = others();
    for (let turn = 0; turn < 120; turn += 1) {
      at(turn * 0.4);
      pull(12, 'sam', turn % 2 === 0 ? `${bet}\nHypothesis: #42` : 'Nothing');
      await changed(12, 'sam');
      expect(people.check(12)?.conclusion).toBe(turn % 2 === 0 ? 'success' : 'failure');
    }
    expect(others()).toEqual(before);
    await ownerIsFree();
  });

  test('what cannot be written for want of room costs the sources no query: a forecast', async () => {
    for (let number = 100; number < 111; number += 1) {
      pull(number, 'sam');
      await changed(number, 'sam');
    }
    const reads = countReads();
    pull(120, 'sam');
    for (let turn = 0; turn < 10; turn += 1) {
      pull(120, 'sam', bet.replace('3%', `${turn + 4}%`));
      await changed(120, 'sam');
    }
    expect(people.check(120)?.conclusion).toBe('success');
    expect([people.said(120, 'forecast'), reads()]).toEqual([[], 0]);
    // With room for it, it costs some.
    pull(121, 'maintainer');
    await changed(121, 'maintainer');
    expect(people.said(121, 'forecast')).toHaveLength(1);
    expect(reads()).toBeGreaterThan(0);
  });

  test('nor does a readout', async () => {
    const sha = 'b'.repeat(40);
    const mergedAt = new Date('2026-11-03T09:30:00Z');
    pull(130, 'maintainer');
    await changed(130, 'maintainer');
    pull(130, 'maintainer');
    const open = stage.forge.pullRequests.get(130) as ReturnType<typeof pullRequest>;
    stage.forge.pullRequests.set(130, { ...open, state: 'closed', merged: true, mergedAt, mergeCommitSha: sha });
    await changed(130, 'maintainer');
    await shipBet(stage.world, stage.shop, 130, { on: 'release', name: 'v1', sha }, new Date('2026-11-03T10:00:00Z'));
    at(40 * 24 * 60);
    for (let number = 300; number < 360; number += 1) await stage.world.forge.createComment(stage.shop, number, 'x');
    const reads = countReads();
    const refused = postReadout(stage.world, stage.shop, 130, now);
    await expect(refused).rejects.toMatchObject({ name: 'GitHubError', retryAfterSeconds: 60 });
    expect(reads()).toBe(0);
    at(40 * 24 * 60 + 2);
    expect(await postReadout(stage.world, stage.shop, 130, now)).toMatchObject({ status: 'posted' });
    expect(reads()).toBeGreaterThan(0);
  });

  test('a forecast that is put off comes when there is room, and nothing of the pull request waits for it', async () => {
    for (let number = 100; number < 170; number += 1) {
      at((number - 100) * 0.2);
      pull(number, 'sam');
      await changed(number, 'sam');
      expect(people.check(number)?.conclusion).toBe('success');
    }
    const late = stage.putOff.at(-1);
    expect(late?.job).toMatchObject({ kind: 'forecast', number: 169 });
    expect(people.said(169, 'forecast')).toEqual([]);
    now = late?.after ?? now;
    if (late) stage.jobs.push(late.job);
    await people.workOff();
    expect(people.said(169, 'forecast')).toHaveLength(1);
  });
});
