import { beforeEach, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import type { Told } from '../../../src/flows/ports/domain-event.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith } = useWorld();

const map = (need = '') => `version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, source: warehouse/signups }
policy: { mode: enforce, exempt: { labels: [no-outcome]${need} } }
`;
const open = (need?: string) => openWith(map(need));
const hears = (told: Told, login: string) =>
  people.happens({ kind: 'pull-request-changed', number: 12, ...told }, login);
const pull = (part: Partial<PullRequest> = {}) => {
  stage.forge.pullRequests.set(12, pullRequest({ body: 'Nothing', ...part }));
};
const conclusion = () => people.check(12)?.conclusion;

describe('a label that exempts', () => {
  /** By whom, what the author is called, and what the check says: by default, and under `labels_need: write`. */
  test.each([
    ['maintainer', 'sam', 'neutral', 'neutral'],
    ['ben', 'ben', 'neutral', 'neutral'],
    ['tia', 'sam', 'neutral', 'failure'],
    ['tia', 'tia', 'failure', 'failure'],
    ['Tia', 'tia', 'failure', 'failure'],
    ['labeler[bot]', 'sam', 'neutral', 'failure'],
    ['renovate[bot]', 'renovate[bot]', 'neutral', 'failure'],
  ])('set by %s on a pull request of %s: %s, or %s', async (by, login, lenient, strict) => {
    for (const [need, expected] of [['', lenient] as const, [', labels_need: write', strict] as const]) {
      await open(need);
      pull({ author: { id: 9, login }, labels: ['no-outcome'] });
      await hears({ label: { name: 'no-outcome', set: true } }, by);
      expect([need, conclusion()]).toEqual([need, expected]);
      // Nobody is asked a second time.
      stage.forge.calls = [];
      await hears({}, 'maintainer');
      expect([need, conclusion()]).toEqual([need, expected]);
      expect(stage.forge.calls).not.toContain('labelledBy');
      expect(stage.forge.calls).not.toContain('canWrite');
      // The event passed us by: GitHub knows who it was.
      await open(need);
      pull({ author: { id: 9, login }, labels: ['no-outcome'] });
      stage.forge.labellers.set('12 no-outcome', by);
      await hears({}, 'maintainer');
      expect([need, conclusion()]).toEqual([need, expected]);
    }
  });

  test('taken away, and set again by another one: that one counts', async () => {
    await open();
    pull({ author: { id: 9, login: 'tia' }, labels: ['no-outcome'] });
    await hears({ label: { name: 'no-outcome', set: true } }, 'maintainer');
    expect(conclusion()).toBe('neutral');
    pull({ author: { id: 9, login: 'tia' } });
    await hears({ label: { name: 'no-outcome', set: false } }, 'maintainer');
    pull({ author: { id: 9, login: 'tia' }, labels: ['no-outcome'] });
    stage.forge.labellers.set('12 no-outcome', 'tia');
    await hears({}, 'tia');
    expect(conclusion()).toBe('failure');
  });

  test('set by nobody knows whom: only where its author may write', async () => {
    await open();
    pull({ author: { id: 9, login: 'tia' }, labels: ['no-outcome'] });
    await hears({}, 'tia');
    expect(conclusion()).toBe('failure');
    pull({ labels: ['no-outcome'] });
    await hears({}, 'ben');
    expect(conclusion()).toBe('neutral');
  });
});

describe('an exemption by a person', () => {
  const [first, second, third] = ['a', 'b', 'd'].map((letter) => letter.repeat(40)) as [string, string, string];
  const sam = { id: 9, login: 'sam' };
  beforeEach(() => open());
  const push = async (from: string, to: string, by: string, part: Partial<PullRequest> = {}) => {
    pull({ author: sam, fromFork: true, headSha: to, ...part });
    await hears({ pushed: { before: from, after: to } }, by);
  };
  const exempted = async (part: Partial<PullRequest> = {}) => {
    pull({ author: sam, fromFork: true, headSha: first, ...part });
    await hears({}, 'sam');
    await people.comment(12, '/soundings exempt a hotfix');
    expect(conclusion()).toBe('neutral');
  };

  test('holds for what was looked at, not for what an outsider pushes to the fork after it', async () => {
    await exempted();
    await push(first, second, 'sam');
    expect(conclusion()).toBe('failure');
    expect(people.check(12)?.summary).toContain('The exemption by `maintainer` was given for `aaaaaaa`');
    // Nor does it come back with what somebody else has GitHub merge into it.
    await push(second, third, 'maintainer');
    expect(conclusion()).toBe('failure');
    await people.comment(12, '/soundings exempt still a hotfix');
    expect(conclusion()).toBe('neutral');
  });

  test.each([
    ['in a branch of the repository, where only people with write access push', 'sam', { fromFork: false }],
    ['pushed by somebody with write access', 'maintainer', {}],
    ['by an author with write access', 'ben', { author: { id: 3, login: 'ben' } }],
  ])('goes along: %s', async (_, by, part) => {
    await exempted(part);
    await push(first, second, by, part);
    expect(conclusion()).toBe('neutral');
    stage.forge.calls = [];
    await push(second, second, by, part);
    expect(stage.forge.calls).not.toContain('canWrite');
  });

  test('given by the button for a head that is gone by now: not for the next one', async () => {
    pull({ author: sam, fromFork: true, headSha: second });
    await people.happens({ kind: 'button-pressed', button: 'exempt', number: 12, headSha: first });
    expect(conclusion()).toBe('failure');
    await people.happens({ kind: 'button-pressed', button: 'exempt', number: 12, headSha: second });
    expect(conclusion()).toBe('neutral');
  });
});
