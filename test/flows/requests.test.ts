import MarkdownIt from 'markdown-it';
import { beforeEach, expect, test, vi } from 'vitest';
import type { DomainEvent } from '../../src/flows/ports/domain-event.ts';
import type { Forge } from '../../src/flows/ports/forge.ts';
import { onWhoseAccount } from '../../src/github/on-whose-account.ts';
import { FakeForge } from '../stage/world/fake-forge.ts';
import { mapOf } from '../stage/world/map-of.ts';
import { formBody } from '../stage/world/people.ts';
import { useWorld } from '../stage/world/use-world.ts';
import { pullRequest } from '../stage/world/world.ts';

const map = mapOf({ policy: 'mode: enforce, issues: advise, exempt: { labels: [no-outcome] }' });
const plain = (forge: FakeForge) => {
  const names = Object.getOwnPropertyNames(FakeForge.prototype) as (keyof Forge)[];
  return Object.fromEntries(names.map((name) => [name, forge[name].bind(forge)])) as unknown as Forge;
};
const bet = pullRequest().body;
const pull = (login: string, part: Partial<ReturnType<typeof pullRequest>> = {}) =>
  stage.forge.pullRequests.set(12, pullRequest({ author: { id: 9, login }, ...part }));
const merged = {
  state: 'closed' as const,
  merged: true,
  mergedAt: new Date('2026-11-03T09:30:00Z'),
  mergeCommitSha: 'b'.repeat(40),
};
const changed: DomainEvent = { kind: 'pull-request-changed', number: 12 };
const said = { kind: 'comment-created', number: 12, onPullRequest: true, commentId: 9 } as const;

const { stage, people } = useWorld(map);
beforeEach(async () => {
  const forge = plain(stage.forge);
  Object.assign(stage.world, { forge, ...onWhoseAccount(forge, forge, () => new Date()) });
});
const opened = async (login: string, body = bet) => {
  pull(login, { body });
  await people.happens(changed, login);
};

/** What an event makes of GitHub, the jobs that follow it included; the map is one request more, which costs nothing while it is unchanged. */
const kinds: [kind: string, requests: number, happens: (login: string) => Promise<void>][] = [
  ['opened with a bet', 5, (login) => opened(login)],
  ['opened with nothing', 5, (login) => opened(login, 'Nothing')],
  [
    'opened with the number of a hypothesis, whose comment names it then',
    9,
    async (login) => {
      people.issue(42, formBody, { labels: ['soundings:proposed'] });
      await stage.store.saveHypothesisStanding(stage.shop.id, 42, { state: 'proposed', history: [] });
      pull(login, { body: 'Hypothesis: #42' });
      stage.forge.calls = [];
      await people.happens(changed, login);
    },
  ],
  [
    'edited',
    5,
    async (login) => {
      await opened(login, 'Nothing');
      pull(login);
      stage.forge.calls = [];
      await people.happens({ ...changed, edited: true }, login);
    },
  ],
  [
    'labelled with what exempts',
    5,
    async (login) => {
      await opened(login, 'Nothing');
      pull(login, { body: 'Nothing', labels: ['no-outcome'] });
      stage.forge.calls = [];
      await people.happens({ ...changed, label: { name: 'no-outcome', set: true } }, login);
    },
  ],
  [
    'labelled with anything',
    1,
    async (login) => {
      await opened(login);
      stage.forge.calls = [];
      await people.happens({ ...changed, label: { name: 'urgent', set: true } }, login);
    },
  ],
  [
    'synchronized',
    3,
    async (login) => {
      await opened(login);
      pull(login, { headSha: 'd'.repeat(40) });
      stage.forge.calls = [];
      await people.happens(changed, login);
    },
  ],
  [
    'merged',
    2,
    async (login) => {
      await opened(login);
      pull(login, merged);
      stage.forge.calls = [];
      await people.happens({ ...changed, merged: { title: 'Ask for less', body: bet } }, 'maintainer');
    },
  ],
  [
    // One is whether the first of them was merged, and its files are the same.
    'merged, and takes nothing that is known back, in ten thousand lines',
    4,
    async (login) => {
      const body = Array.from({ length: 10_000 }, (_, index) => `Reverts #${index + 100}`).join('\n');
      pull(login, { body, ...merged });
      await people.happens({ ...changed, merged: { title: 'Back', body } }, 'maintainer');
    },
  ],
  [
    'edited after the merge, with ten thousand lines',
    4,
    async (login) => {
      pull(login, { body: 'A typo', ...merged });
      await people.happens({ ...changed, merged: { title: 'A typo', body: 'A typo' } }, 'maintainer');
      pull(login, {
        body: Array.from({ length: 10_000 }, (_, index) => `Reverts #${index + 100}`).join('\n'),
        ...merged,
      });
      stage.forge.calls = [];
      await people.happens({ ...changed, edited: true }, login);
    },
  ],
  [
    'a check asked for again',
    3,
    async (login) => {
      await opened(login);
      stage.forge.calls = [];
      await people.happens({ kind: 'check-rerequested', number: 12, headSha: 'a'.repeat(40) }, login);
    },
  ],
  [
    'a button',
    5,
    async (login) => {
      await opened(login, 'Nothing');
      stage.forge.calls = [];
      await people.happens({ kind: 'button-pressed', button: 'exempt', number: 12, headSha: 'a'.repeat(40) }, login);
    },
  ],
  [
    'a release that has the bet as a commit that names nothing',
    9,
    async (login) => {
      await opened(login);
      pull(login, merged);
      await people.happens({ ...changed, merged: { title: 'Ask for less', body: bet } }, 'maintainer');
      const [release, pick] = ['e'.repeat(40), 'f'.repeat(40)];
      const file = { path: 'src/form.ts', status: 'modified', patch: '+  name,', lines: 1, blob: '' };
      const at = new Date('2026-11-03T09:40:00Z');
      stage.forge.refs.set(`v-${login}`, release);
      stage.forge.ancestry.set(`${'b'.repeat(40)}...${release}`, 'diverged');
      stage.forge.ancestry.set(`${pick}...${release}`, 'ahead');
      const others = ['c', 'd'].map((letter) => letter.repeat(40));
      stage.forge.dated.set(
        release,
        [...others, pick].map((sha) => ({ sha, parents: 1, authoredAt: new Date('2026-11-01'), committedAt: at })),
      );
      stage.forge.changes.set(12, [file]).set(pick, [file]);
      stage.forge.calls = [];
      await people.happens({
        ...{ kind: 'release-published', releaseId: login.length, tag: `v-${login}`, targetCommitish: 'main' },
        ...{ prerelease: false, url: 'https://github.com/acme/shop/releases/v1', at },
      });
      expect(await stage.store.betOf(stage.shop.id, 12)).toMatchObject({ state: 'shipped' });
    },
  ],
  ['a comment without a command', 0, (login) => people.happens({ ...said, body: 'Looks good' }, login)],
  ['/soundings help', 4, (login) => people.happens({ ...said, body: '/soundings help' }, login)],
  [
    '/soundings check',
    6,
    async (login) => {
      await opened(login);
      stage.forge.calls = [];
      await people.happens({ ...said, body: '/soundings check' }, login);
    },
  ],
  [
    '/soundings check, in a review',
    7,
    async (login) => {
      await opened(login);
      stage.forge.calls = [];
      await people.happens({ ...said, body: '/soundings check', inReview: true }, login);
    },
  ],
  [
    '/soundings live, heard of before its merge',
    6,
    async (login) => {
      await opened(login);
      pull(login, merged);
      stage.forge.calls = [];
      const at = new Date('2026-11-03T09:40:00Z');
      await people.happens({ ...said, body: '/soundings live', at }, 'maintainer');
    },
  ],
  [
    'a cherry-pick of a commit that is no bet',
    8,
    async (login) => {
      const sha = '0123abcdef'.repeat(4);
      stage.forge.pullRequests.set(7, pullRequest({ number: 7, body: 'A typo', ...merged, mergeCommitSha: sha }));
      pull(login, { body: `(cherry picked from commit ${sha})`, baseRef: 'release/1.x' });
      await people.happens(changed, login);
      expect(people.check(12)).toMatchObject({ conclusion: 'neutral' });
    },
  ],
  [
    'an issue made by the form',
    4,
    async (login) => {
      people.issue(42, formBody, { author: login });
      await people.happens({ kind: 'issue-changed', number: 42 }, login);
    },
  ],
  [
    'an issue without a reference',
    4,
    async (login) => {
      people.issue(42, 'A wish', { author: login });
      await people.happens({ kind: 'issue-changed', number: 42 }, login);
    },
  ],
  [
    'an issue that names five others',
    9,
    async (login) => {
      people.issue(42, Array.from({ length: 50 }, (_, index) => `Hypothesis: #${index + 50}`).join('\n'), {
        author: login,
      });
      await people.happens({ kind: 'issue-changed', number: 42 }, login);
    },
  ],
  [
    'a label that says where a hypothesis stands',
    4,
    async (login) => {
      people.issue(42, formBody, { author: login });
      await people.happens({ kind: 'issue-changed', number: 42 }, login);
      stage.forge.calls = [];
      await people.label(42, 'soundings:testing', login);
    },
  ],
  [
    'a push of two thousand commits that revert',
    0,
    async (login) => {
      const at = new Date('2026-11-03T09:30:00Z');
      const commits = Array.from({ length: 2_000 }, (_, index) => ({
        ...{ sha: String(index).padStart(40, 'c'), message: `Reverts #${index + 100}`, at },
      }));
      await people.happens({ kind: 'commits-pushed', commits, touchesMap: false }, login);
    },
  ],
];

test.each(kinds)('%s: at most %i requests, no matter whose', async (_, most, happens) => {
  for (const login of ['ben', 'sam']) {
    stage.forge.calls = [];
    await happens(login);
    expect(stage.forge.calls.length, `${login}: ${stage.forge.calls.join(', ')}`).toBeLessThanOrEqual(most);
  }
});

test('a description that was written to do harm is parsed once, however often it is edited, labelled and pushed', async () => {
  const body = `${bet}\n${'> - `a` <!-- \n\n'.repeat(4_000)}`;
  const parse = vi.spyOn(MarkdownIt.prototype, 'parse');
  try {
    for (let turn = 0; turn < 100; turn += 1) {
      pull('sam', { body, headSha: String(turn).padStart(40, 'a'), labels: turn % 2 === 0 ? ['urgent'] : [] });
      await people.happens({ ...changed, edited: true }, 'sam');
    }
    expect(parse.mock.calls.filter(([text]) => text.length > 10_000)).toHaveLength(1);
  } finally {
    parse.mockRestore();
  }
});

test('six in the median with the map, nine at most without it', () => {
  const counts = kinds.map(([, count]) => count).sort((one, other) => one - other);
  expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(5);
  expect(Math.max(...counts)).toBeLessThanOrEqual(9);
});
