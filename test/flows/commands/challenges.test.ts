import { beforeEach, describe, expect, test } from 'vitest';
import { mapOf } from '../../stage/world/map-of.ts';
import { formBody } from '../../stage/world/people.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const map = mapOf({
  metrics: 'signups: { title: Sign-ups, unit: count, good: up, owner: "@acme/growth", source: warehouse/signups }',
});

const { stage, people } = useWorld(map);
beforeEach(async () => {
  stage.forge.pullRequests.set(12, pullRequest());
  await stage.evaluate(12);
});

const challengedLine = async () => {
  await stage.evaluate(12);
  return people
    .said(12, 'forecast')[0]
    ?.split('\n')
    .find((line) => line.includes('**Challenged**'));
};

/** People without write access are answered in words once a day. */
let day = 3;
const nextDay = () => {
  day += 1;
  stage.setNow(`2026-11-${String(day).padStart(2, '0')}T12:00:00Z`);
};

describe('a challenge', () => {
  beforeEach(() => {
    day = 3;
  });

  test('by anybody opens an issue that addresses the owner, and is listed until it is answered', async () => {
    expect(await people.comment(12, '/soundings challenge signups it counts bots', 'rae')).toMatch(
      /^`signups` is challenged in #\d+\. Forecasts that rest on it say so until it is answered\.$/,
    );
    const [issue] = stage.forge.opened;
    expect(issue?.title).toBe('Challenge: signups');
    expect(issue?.labels).toEqual(['soundings:challenge']);
    expect(issue?.body).toContain(
      '@acme/growth, `rae` doubts the metric `signups` (Sign-ups), in #12:\n\n> it counts bots\n\nChallenges are welcome:',
    );
    expect(await challengedLine()).toBe(
      `- **Challenged** \`signups\` by \`rae\`, see #${issue?.number}: not answered yet.`,
    );
    const number = issue?.number ?? 0;
    nextDay();
    expect(await people.comment(number, '/soundings answer "bots are filtered since May"', 'rae')).toMatch(
      /^A challenge is answered by people with write access to this repository, or by `@acme\/growth`; `rae` is neither\./,
    );
    expect(await people.comment(number, '/soundings answer "bots are filtered since May"')).toBe(
      'Answered by `maintainer`: `signups` is no longer listed as challenged.',
    );
    expect(await challengedLine()).toBeUndefined();
    expect(await people.comment(number, '/soundings answer "again"', 'maintainer')).toBe(
      'This challenge was already answered by `maintainer`. Nothing was changed.',
    );
  });

  test('twice by the same person is one; by somebody else it is another', async () => {
    await people.comment(12, '/soundings challenge KR1 sign-ups are not customers', 'rae');
    nextDay();
    expect(await people.comment(12, '/soundings challenge kr1 really', 'rae')).toMatch(
      /^You have challenged `KR1` already, and it is not answered yet: #\d+\. Nothing was opened twice\.$/,
    );
    await people.comment(12, '/soundings challenge KR1 nor users', 'sam');
    expect(stage.forge.opened).toHaveLength(2);
  });

  test('whose answer from GitHub was lost opens no second issue when the comment is read again', async () => {
    stage.forge.loseAnswerOf = 'createIssue';
    const said = '/soundings challenge KR1 why so much';
    await expect(people.comment(12, said, 'rae', 70_900)).rejects.toThrow('the answer was lost');
    expect(await people.comment(12, said, 'rae', 70_900)).toMatch(/^`KR1` is challenged in #\d+/);
    expect(stage.forge.opened).toHaveLength(1);
  });

  test('of what does not exist names the nearest; without a reason asks for it; five are as many as one can have', async () => {
    expect(await people.comment(12, '/soundings challenge signup it counts bots', 'rae')).toBe(
      '`signup` is no metric, key result or hypothesis of the outcome map. Did you mean `signups` (Sign-ups) or `KR1` (Sign-ups)? Nothing was challenged.',
    );
    nextDay();
    expect(await people.comment(12, '/soundings challenge KR1', 'rae')).toContain(
      'a challenge needs its reason. Write `/soundings challenge KR1 why you doubt it`.',
    );
    for (const number of [41, 42, 43, 44]) {
      people.issue(number, formBody, { labels: ['hypothesis'] });
      await people.comment(12, `/soundings challenge #${number} nobody asked`, 'rae');
    }
    await people.comment(12, '/soundings challenge KR1 too low', 'rae');
    expect(stage.forge.opened).toHaveLength(5);
    nextDay();
    expect(await people.comment(12, '/soundings challenge signups it counts bots', 'rae')).toMatch(
      /^5 of your challenges wait for an answer/,
    );
  });

  test('of a number that is no hypothesis names those that were probably meant', async () => {
    for (const number of [24, 41, 60]) {
      people.issue(number, formBody, { labels: ['hypothesis'] });
      await people.happens({ kind: 'issue-changed', number }, 'ada');
    }
    await people.comment(60, '/soundings hypothesis testing "five people"');
    expect(await people.comment(12, '/soundings challenge #42 nobody asked', 'rae')).toBe(
      '`#42` is not a hypothesis, or cannot be read from here. Did you mean `#41` (proposed), `#24` (proposed) or `#60` (testing)? Nothing was challenged.',
    );
  });

  test('of an issue that is no hypothesis, or of another owner’s, is refused', async () => {
    people.issue(50, 'A bug', {});
    expect(await people.comment(12, '/soundings challenge #50 nobody asked', 'rae')).toBe(
      '`#50` is not a hypothesis, or cannot be read from here. Nothing was challenged.',
    );
    nextDay();
    expect(await people.comment(12, '/soundings challenge zenith/web#4 nobody asked', 'rae')).toBe(
      '`zenith/web#4` belongs to another owner: challenge it there, or with a comment on it. Nothing was challenged.',
    );
    expect(stage.forge.opened).toEqual([]);
  });

  test('an answer where nothing was challenged is told so', async () => {
    expect(await people.comment(12, '/soundings answer "yes"')).toBe(
      'There is no challenge here to answer. Write `/soundings answer` on the issue that a challenge opened.',
    );
  });
});

describe('a challenge where the map is in a private repository', () => {
  const home = { name: '.github', private: true } as const;
  beforeEach(async () => {
    const inForce = await stage.world.maps.inForce(stage.shop);
    stage.world.maps.inForce = async () => ({ ...inForce, home }) as typeof inForce;
    stage.forge.repositories.set('.github', { ...stage.shop, id: stage.shop.id + 900_000, ...home });
  });

  test.each([
    ['public', false],
    ['private', true],
  ])(
    'by somebody who may not read that: in the %s repository it is answered as what nobody knows',
    async (_, isPrivate) => {
      stage.shop.private = isPrivate;
      const reply = await people.comment(12, '/soundings challenge signups it is not 1000', 'sam');
      expect(stage.forge.opened).toEqual([]);
      const unknown = await people.comment(12, '/soundings challenge signupz it is not 1000', 'rae');
      expect(reply).toBe(unknown?.replaceAll('signupz', 'signups'));
      expect(reply).not.toContain('Sign-ups');
    },
  );

  test('by somebody who may: it is opened there', async () => {
    stage.forge.readers.add('rae in .github');
    await people.comment(12, '/soundings challenge signups it is not 1000', 'rae');
    expect(stage.forge.opened).toMatchObject([{ repository: '.github' }]);
    expect(stage.forge.opened[0]?.body).toContain('Sign-ups');
  });
});
