import { beforeEach, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people } = useWorld();

const head = 'a'.repeat(40);
const none = 'Outcome: none (chore): tidy';

const pull = (number: number, body: string, part: Partial<PullRequest> = {}) =>
  stage.forge.pullRequests.set(number, pullRequest({ number, body, ...part }));
const happens = (number: number) => people.happens({ kind: 'pull-request-changed', number });
async function open(number: number, body: string, part: Partial<PullRequest> = {}) {
  pull(number, body, part);
  await happens(number);
}
/** What GitHub shows on a commit: of several runs of one name the last. */
const shown = (headSha = head) => {
  const runs = stage.forge.checks.filter((run) => run.headSha === headSha);
  const [last] = runs.slice(-1);
  return { runs: runs.length, conclusion: last?.conclusion, title: last?.output.title, of: last?.output.summary };
};

describe('of the open pull requests on one head the worst decides', () => {
  test('a second one from the same branch does not turn the first one green, and says whose check it is', async () => {
    await open(12, 'nothing');
    await open(13, none, { baseRef: 'develop' });
    expect(shown()).toMatchObject({
      runs: 1,
      conclusion: 'failure',
      title: '#12: No key result or hypothesis named',
      of: expect.stringContaining(
        'This check is that of #12. #13 has the same commit as head, and GitHub gives a commit one check: the worst of them decides.',
      ),
    });
  });

  test.each([
    ['the first', 12, 13],
    ['the second', 13, 12],
  ])('%s says what it moves: green when both do', async (_, bad, good) => {
    await open(12, bad === 12 ? 'nothing' : betOn());
    await open(13, bad === 13 ? 'nothing' : betOn(), { baseRef: 'develop' });
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure' });
    await open(good, none);
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure' });
    await open(bad, none);
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'success', title: expect.stringContaining('#12: ') });
    await open(good, 'nothing');
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure', title: expect.stringContaining(`#${good}: `) });
  });

  test.each([
    ['closed', { state: 'closed' as const }],
    [
      'merged',
      { state: 'closed' as const, merged: true, mergedAt: new Date('2026-11-03T09:30:00Z'), mergeCommitSha: head },
    ],
    ['pushed on', { headSha: 'd'.repeat(40) }],
  ])('one is %s: the other is judged anew, alone', async (_, part) => {
    await open(12, 'nothing');
    await open(13, betOn());
    await open(12, 'nothing', part);
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'success', title: expect.stringMatching(/^KR1: /) });
    expect(shown().of).not.toContain('#12');
  });

  test('one that is opened again counts again', async () => {
    await open(12, 'nothing');
    await open(13, betOn());
    await open(12, 'nothing', { state: 'closed' });
    await open(12, 'nothing');
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure', title: expect.stringContaining('#12: ') });
  });

  test('a push moves both: the new head is never green in between', async () => {
    await open(12, 'nothing');
    await open(13, none);
    const headSha = 'd'.repeat(40);
    pull(12, 'nothing', { headSha });
    await evaluateAlone(13, none, { headSha });
    expect(shown(headSha)).toMatchObject({ conclusion: 'failure', title: expect.stringContaining('#12: ') });
    await happens(12);
    await people.workOff();
    expect(shown(headSha)).toMatchObject({ runs: 1, conclusion: 'failure' });
  });
});

/** Its event, without the jobs that follow. */
async function evaluateAlone(number: number, body: string, part: Partial<PullRequest>) {
  pull(number, body, part);
  await evaluatePullRequest(stage.world, stage.shop, number);
}

describe('a fork changes nothing on the commit of a branch', () => {
  const fork = { fromFork: true, author: { id: 9, login: 'sam' } };

  test.each([
    ['red', 'nothing', none, 'failure'],
    ['green', none, 'nothing', 'success'],
  ])('that stays %s', async (_, ours, theirs, conclusion) => {
    await open(12, ours);
    const before = shown();
    await open(13, theirs, fork);
    expect(shown()).toEqual(before);
    expect(before.conclusion).toBe(conclusion);
    await open(13, theirs, { ...fork, state: 'closed' });
    expect(shown()).toEqual(before);
  });

  test('nor before the branch has one', async () => {
    await open(13, none, fork);
    await open(12, 'nothing');
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure', title: 'No key result or hypothesis named' });
  });

  test('of forks alone the worst decides', async () => {
    await open(12, none, fork);
    await open(13, 'nothing', { ...fork, baseRef: 'develop' });
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure', title: expect.stringContaining('#13: ') });
  });
});

describe('two at once', () => {
  beforeEach(async () => {
    await open(12, betOn());
    await open(13, betOn());
  });

  /** While the one writes its check the other is judged from beginning to end, each time that it writes with another text. */
  const meanwhile = (...bodies: string[]) => {
    const { forge } = stage;
    const updateCheck = forge.updateCheck.bind(forge);
    let isOther = false;
    forge.updateCheck = async (...given) => {
      const body = isOther ? undefined : bodies.shift();
      if (body !== undefined) {
        isOther = true;
        await evaluateAlone(13, body, {});
        isOther = false;
      }
      return updateCheck(...given);
    };
  };

  test('the one that writes last has seen the other', async () => {
    meanwhile('nothing');
    await open(12, none);
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'failure', title: expect.stringContaining('#13: ') });
  });

  test('also where the other one has become better', async () => {
    meanwhile('nothing', none);
    await open(12, none);
    expect(shown()).toMatchObject({ runs: 1, conclusion: 'success' });
  });
});

test('one that shares no head costs nothing; a second one on it the look at the first', async () => {
  await open(12, 'nothing');
  expect(stage.forge.calls).toEqual(['pullRequest', 'changedPaths', 'closingIssues', 'createCheck']);
  stage.forge.calls = [];
  await open(13, none);
  expect(stage.forge.calls).toEqual([
    ...['pullRequest', 'changedPaths'],
    ...['pullRequest', 'closingIssues', 'updateCheck'],
  ]);
  stage.forge.calls = [];
  await happens(13);
  expect(stage.forge.calls).toEqual(['pullRequest']);
});

test('the button exempts the one whose check it is', async () => {
  await open(12, 'nothing');
  await open(13, none);
  await people.happens({ kind: 'button-pressed', button: 'exempt', number: 13, headSha: head });
  expect((await stage.store.keptOfPullRequest(stage.shop.id, 12)).exemption).toMatchObject({ by: 'maintainer' });
  expect((await stage.store.keptOfPullRequest(stage.shop.id, 13)).exemption).toBeUndefined();
  expect(shown().conclusion).not.toBe('failure');
});

describe('what helps is said once a person', () => {
  const help = 'First time here? Comment `/soundings help` for all that Soundings understands.';
  const says = (headSha: string) => shown(headSha).of?.includes(help);
  const red = (number: number, part: Partial<PullRequest> = {}) =>
    open(number, 'nothing', { headSha: String(number).padStart(40, 'b'), ...part });
  const at = (number: number) => String(number).padStart(40, 'b');

  test('in the first red check, which goes on saying so, and in no other', async () => {
    await open(11, betOn(), { headSha: at(11) });
    await red(12);
    await red(13);
    await red(14, { author: { id: 9, login: 'sam' } });
    await red(15, { author: { id: 8, login: 'helper[bot]' } });
    stage.forge.calls = [];
    await happens(12);
    expect(stage.forge.calls).toEqual(['pullRequest', 'closingIssues']);
    expect([11, 12, 13, 14, 15].map(at).map(says)).toEqual([false, true, false, true, false]);
    expect(stage.forge.comments.filter(({ number }) => number !== 11)).toEqual([]);
  });
});

test('a run of which nothing was kept is found again, although the pull request was closed since', async () => {
  stage.forge.pullRequests.set(12, pullRequest({ body: 'nothing' }));
  stage.forge.loseAnswerOf = 'createCheck';
  await expect(people.happens({ kind: 'pull-request-changed', number: 12 })).rejects.toThrow('the answer was lost');
  stage.forge.pullRequests.set(12, pullRequest({ body: 'nothing', state: 'closed' }));
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  await people.comment(12, '/soundings check');
  expect(stage.forge.checks).toHaveLength(1);
});
