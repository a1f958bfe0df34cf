import { beforeEach, describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/domain/hypothesis/issue.ts';
import { doJob } from '../../../src/flows/do-job.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import { handleEvent } from '../../../src/flows/handle-event.ts';
import { WriteRefused } from '../../../src/flows/ports/forge.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { analystHere } from '../../stage/world/analyst-here.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

/*
 * Something below is always broken: a text that is no text, a map that cannot be looked at, an analysis that throws. What hangs on it has to go on, and
 * anyone who waits has to hear.
 */

const bet = betOn();
/** What the reading of texts fails at; what people write comes from GitHub, and so does this. */
const poison = { text: 'sesame' } as unknown as string;
const fault = () => new TypeError('one.unit.toLowerCase is not a function');
const outage = () => Object.assign(new Error('GitHub answered 502'), { name: 'GitHubError', status: 502 });

const mapThat = (mode: string, more = '') => mapOf({ policy: `mode: ${mode}, issues: advise${more}` });

let logged: { fields: Record<string, unknown>; message: string }[];
const { stage, openWith } = useWorld();
beforeEach(() => open('enforce'));

async function open(mode: string, more?: string): Promise<void> {
  await openWith(mapThat(mode, more));
  logged = [];
  const note = (fields: Record<string, unknown>, message: string) => void logged.push({ fields, message });
  stage.world.log = { info() {}, warn: note, error: note };
}

const guid = '72d3162e-cc78-11e3-81ab-4c9367dc0958';
const put = (number: number, changed: Parameters<typeof pullRequest>[0] = {}) =>
  stage.forge.pullRequests.set(number, pullRequest({ number, headSha: `${number}`.padStart(40, 'a'), ...changed }));
const checkOf = (number: number) =>
  stage.forge.checks.findLast(({ headSha }) => headSha === `${number}`.padStart(40, 'a'));
const commentOn = (number: number, kind: string) =>
  stage.forge.comments.findLast((one) => one.number === number && one.body.startsWith(`<!-- soundings:${kind} `))?.body;
const issue = (number: number, body: string): Issue => ({
  ...{ owner: 'acme', repository: 'shop', number, title: 'Fewer fields', body, labels: ['hypothesis'], state: 'open' },
});

describe('a description that makes us fail', () => {
  test('gets a check that says so and names the delivery, and does not pass', async () => {
    put(12, { body: poison });
    await evaluatePullRequest(stage.world, stage.shop, 12);
    expect(checkOf(12)).toMatchObject({
      conclusion: 'failure',
      output: { title: 'Soundings cannot read this description' },
      actions: [{ identifier: 'recheck' }, { identifier: 'exempt' }],
    });
    expect(checkOf(12)?.output.summary).toContain(`delivery ${guid}`);
  });

  test('the log has where it came from, once, and nothing that people wrote', async () => {
    put(12, { body: poison });
    await evaluatePullRequest(stage.world, stage.shop, 12);
    expect(logged).toHaveLength(1);
    expect(logged[0]?.fields).toMatchObject({ cause: `delivery ${guid}`, number: 12 });
    expect(logged[0]?.fields.error).toMatch(/^TypeError: /);
    expect(logged[0]?.fields.at).toContain('readable-lines.ts');
    expect(JSON.stringify(logged)).not.toContain('sesame');
  });

  test.each([
    ['advise', {}],
    ['enforce', { draft: true }],
  ])('weighs as much as one that says nothing: %s %o', async (mode, changed) => {
    await open(mode);
    put(12, { body: poison, ...changed });
    put(13, { body: '', ...changed });
    for (const number of [12, 13]) await evaluatePullRequest(stage.world, stage.shop, number);
    expect(checkOf(12)?.conclusion).toBe('neutral');
    expect(checkOf(13)?.conclusion).toBe('neutral');
  });

  test('can be marked exempt, by a person or by the map', async () => {
    const { world, shop, store } = stage;
    put(12, { body: poison });
    await store.saveExemption(shop.id, 12, { by: 'ann', reason: 'it is a typo', at: world.now() });
    await evaluatePullRequest(world, shop, 12);
    expect(checkOf(12)).toMatchObject({ conclusion: 'neutral', output: { title: 'Exempt: by ann' } });
    await open('enforce', ', exempt: { labels: [chore] }');
    put(13, { body: poison, labels: ['chore'] });
    await evaluatePullRequest(stage.world, stage.shop, 13);
    expect(checkOf(13)).toMatchObject({ conclusion: 'neutral', output: { title: 'Exempt: label chore' } });
  });

  test('leaves the bet as it was read last, also when it is merged like that', async () => {
    const { world, shop, store } = stage;
    put(12, { body: bet });
    await evaluatePullRequest(world, shop, 12);
    put(12, { body: poison });
    await evaluatePullRequest(world, shop, 12);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'open' });
    const merged = { state: 'closed', merged: true, mergedAt: world.now(), mergeCommitSha: 'b'.repeat(40) } as const;
    put(12, { body: poison, ...merged });
    await evaluatePullRequest(world, shop, 12);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'merged', mergeSha: 'b'.repeat(40) });
  });

  test('is judged as ever once it can be read', async () => {
    put(12, { body: poison });
    await evaluatePullRequest(stage.world, stage.shop, 12);
    put(12, { body: bet });
    await evaluatePullRequest(stage.world, stage.shop, 12);
    expect(checkOf(12)?.conclusion).toBe('success');
  });
});

test.each<[string, () => void]>([
  [
    'a map that cannot be looked at',
    () => {
      const { maps } = stage.world;
      const { inForce } = maps;
      maps.inForce = async (...given) => {
        const state = await inForce(...given);
        if (!('map' in state)) return state;
        return { ...state, map: { ...state.map, objectives: undefined as never } };
      };
    },
  ],
  [
    'a map that cannot be read',
    () => {
      stage.world.maps.inForce = async () => {
        throw fault();
      };
    },
  ],
])('over %s nobody is held up', async (_, breakIt) => {
  put(12, { body: bet });
  breakIt();
  await evaluatePullRequest(stage.world, stage.shop, 12);
  expect(checkOf(12)).toMatchObject({ conclusion: 'neutral', actions: [{ identifier: 'recheck' }] });
  expect(checkOf(12)?.output.summary).toContain(guid);
});

test('an outage is none of this: it is thrown, for the job to wait', async () => {
  put(12, { body: bet });
  stage.forge.pullRequest = async () => {
    throw outage();
  };
  await expect(evaluatePullRequest(stage.world, stage.shop, 12)).rejects.toThrow('502');
  expect(stage.forge.checks).toEqual([]);
});

describe('an issue that makes us fail', () => {
  test('takes nothing from the other issues of a pull request, nor from its own lines', async () => {
    const { forge, world, shop } = stage;
    forge.issues.set(5, issue(5, poison));
    forge.issues.set(6, issue(6, bet));
    put(12, { body: 'Hypothesis: #5\nHypothesis: #6' });
    put(13, { body: `${bet}\nHypothesis: #5` });
    put(14, { body: 'Hypothesis: #5' });
    for (const number of [12, 13, 14]) await evaluatePullRequest(world, shop, number);
    expect([12, 13, 14].map((number) => checkOf(number)?.conclusion)).toEqual(['success', 'success', 'failure']);
    expect(checkOf(14)?.output.summary).toContain(`\`#5\` could not be read`);
    expect(checkOf(14)?.output.summary).toContain(guid);
  });

  test('hears of it itself, and its job is done', async () => {
    const { forge, world, shop } = stage;
    forge.issues.set(5, { ...issue(5, poison), labels: [] });
    await handleEvent(world, { kind: 'issue-changed', number: 5 }, { repository: shop });
    expect(commentOn(5, 'reference')).toContain(guid);
    forge.issues.set(5, { ...issue(5, bet), labels: [] });
    await handleEvent(world, { kind: 'issue-changed', number: 5 }, { repository: shop });
    expect(commentOn(5, 'reference')).toContain('Resolved');
  });
});

describe('a merge group', () => {
  const group = { kind: 'merge-group-formed', baseSha: 'b'.repeat(40), headSha: 'c'.repeat(40) } as const;
  const formed = () =>
    handleEvent(
      stage.world,
      { ...group, headRef: `gh-readonly-queue/main/pr-14-${group.baseSha}` },
      { repository: stage.shop },
    );
  const groupCheck = () => stage.forge.checks.findLast(({ headSha }) => headSha === group.headSha);
  beforeEach(() => {
    stage.forge.groupCommits = [
      { sha: 'd1', message: 'Shorter form (#12)', parent: 'b'.repeat(40) },
      { sha: 'd2', message: 'Merge pull request #1 from x (#13)', parent: 'd1' },
      { sha: 'c'.repeat(40), message: 'Fix tax (#14)', parent: 'd2' },
    ];
    for (const number of [12, 13, 14]) put(number, { body: bet });
  });

  test('is judged of all of its members, whatever one of them is called', async () => {
    put(12, { body: '' });
    await formed();
    expect(groupCheck()).toMatchObject({ conclusion: 'failure' });
    expect(groupCheck()?.output.summary).toMatch(/#12 [^\n]*stops the group/);
  });

  test('a member that makes us fail is told as that, and the others are judged', async () => {
    put(13, { body: poison });
    await formed();
    expect(groupCheck()).toMatchObject({ conclusion: 'failure' });
    expect(groupCheck()?.output.summary).toMatch(/#12 [^\n]*may go on/);
    expect(groupCheck()?.output.summary).toMatch(/#13 [^\n]*stops the group[^\n]*cannot read/);
    expect(groupCheck()?.output.summary).toMatch(/#14 [^\n]*may go on/);
    expect(groupCheck()?.output.summary).toContain(guid);
  });

  test('so is one of which nothing can be read, and it stops nobody', async () => {
    const { forge } = stage;
    const read = forge.pullRequest.bind(forge);
    forge.pullRequest = async (repository, number) => {
      if (number === 13) throw fault();
      return read(repository, number);
    };
    await formed();
    expect(groupCheck()).toMatchObject({ conclusion: 'success' });
    expect(groupCheck()?.output.summary).toMatch(/#13 [^\n]*could not judge/);
  });

  test('what is closed is in no queue', async () => {
    put(1, { body: '', state: 'closed' });
    await formed();
    expect(groupCheck()).toMatchObject({ conclusion: 'success' });
  });
});

describe('a forecast that throws', () => {
  test('says so in its place, and is written once it can be', async () => {
    const { world, shop } = stage;
    put(12, { body: bet });
    world.analyst = {
      ...analystHere,
      async forecast() {
        throw fault();
      },
    };
    await stage.evaluate(12);
    expect(checkOf(12)?.conclusion).toBe('success');
    expect(commentOn(12, 'forecast')).toContain(guid);
    world.analyst = analystHere;
    await doJob(world, shop, { kind: 'forecast', repositoryId: shop.id, number: 12 });
    expect(commentOn(12, 'forecast')).toContain('Sign-ups');
    expect(stage.forge.comments).toHaveLength(1);
  });
});

describe('a readout that throws', () => {
  test('is put off to the next day, the forecast says so, and what else is due is done', async () => {
    const { world, shop, store, setNow } = stage;
    const mergeCommitSha = 'b'.repeat(40);
    const merged = {
      state: 'closed',
      merged: true,
      mergedAt: new Date('2026-06-01T10:00:00Z'),
      mergeCommitSha,
    } as const;
    setNow('2026-06-01T10:00:00Z');
    put(12, { body: bet, ...merged });
    await stage.evaluate(12);
    await shipBet(world, shop, 12, { on: 'release', name: 'v1', sha: mergeCommitSha }, world.now());
    const later = new Date('2026-07-01T12:00:00Z');
    setNow(later.toISOString());
    let asked = 0;
    world.analyst = {
      ...analystHere,
      async readout() {
        asked += 1;
        throw fault();
      },
    };
    expect(await doWhatIsDue(world, shop, 12, later)).toMatchObject({ status: 'delayed', metric: 'signups' });
    expect(asked).toBe(1);
    const pending = (await store.checkpoints(`${shop.id}-12`)).filter(
      ({ dueAt, status }) => dueAt <= later && status === 'pending',
    );
    expect(pending.length).toBeGreaterThan(0);
    for (const { notBefore } of pending) expect(notBefore).toEqual(new Date('2026-07-02T12:00:00Z'));
    expect((await store.claimDue(later, 1_000)).filter(({ repositoryId }) => repositoryId === shop.id)).toEqual([]);
    await doJob(world, shop, { kind: 'forecast', repositoryId: shop.id, number: 12 });
    expect(commentOn(12, 'forecast')).toContain(guid);
    world.analyst = analystHere;
    const next = new Date('2026-07-02T12:00:00Z');
    setNow(next.toISOString());
    expect(await doWhatIsDue(world, shop, 12, next)).toMatchObject({ status: 'posted' });
  });
});

describe('what comes together', () => {
  test('one commit message takes nothing from the rest of a push', async () => {
    const { world, shop, jobs } = stage;
    put(12, { body: bet });
    const at = world.now();
    const commits = [poison, 'Tidy up'].map((message, i) => ({ sha: `${i}`.padStart(40, 'e'), message, at }));
    await handleEvent(world, { kind: 'commits-pushed', commits, touchesMap: true }, { repository: shop });
    expect(jobs).toContainEqual({ kind: 'evaluate', repositoryId: shop.id, number: 12 });
  });

  test('one command takes nothing from the others of a comment', async () => {
    const { world, shop, forge } = stage;
    put(12, { body: bet });
    await evaluatePullRequest(world, shop, 12);
    const { betOf } = world.store;
    world.store.betOf = async () => {
      throw fault();
    };
    const body = '/soundings measure\n/soundings help';
    const comment = { kind: 'comment-created', number: 12, onPullRequest: true, commentId: 7, body } as const;
    await handleEvent(world, comment, { repository: shop, sender: { login: 'maintainer', isBot: false } });
    world.store.betOf = betOf;
    expect(commentOn(12, 'reply')).toContain(guid);
    expect(commentOn(12, 'reply')).toContain('/soundings exempt why');
    expect(forge.reactions).toEqual([{ commentId: 7, content: 'confused' }]);
  });
});

test('a check that may not be written takes nothing from bet and forecast', async () => {
  const { world, shop, store, forge } = stage;
  forge.createCheck = async () => {
    throw new WriteRefused('Resource not accessible by integration');
  };
  put(12, { body: bet });
  await stage.evaluate(12);
  expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'open' });
  expect(commentOn(12, 'forecast')).toContain('Sign-ups');
  await handleEvent(
    world,
    {
      ...{ kind: 'merge-group-formed', baseSha: 'b'.repeat(40), headSha: 'c'.repeat(40) },
      headRef: `gh-readonly-queue/main/pr-12-${'b'.repeat(40)}`,
    },
    { repository: shop },
  );
});
