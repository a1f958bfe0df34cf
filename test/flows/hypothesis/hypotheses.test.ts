import { beforeEach, describe, expect, test } from 'vitest';
import { handleEvent } from '../../../src/flows/handle-event.ts';
import { mapOf } from '../../stage/world/map-of.ts';
import { formBody } from '../../stage/world/people.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith } = useWorld();

const map = (policy: string) => mapOf({ policy: `mode: enforce${policy}` });

const open = (policy = '') => openWith(map(policy));
const standing = async (number = 42) =>
  (await stage.store.hypothesisStandings(stage.shop.ownerId, [{ owner: 'acme', repository: 'shop', number }]))[0];
const pull = async (body: string, number = 12, part: Parameters<typeof pullRequest>[0] = {}) => {
  const headSha = String(number).padStart(40, 'a');
  stage.forge.pullRequests.set(number, pullRequest({ number, body, headSha, ...part }));
  await stage.evaluate(number);
  await people.workOff();
};

describe('a hypothesis on its issue', () => {
  beforeEach(() => open());

  test('made by the form: proposed by who opened it, with its label and its comment', async () => {
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    expect(people.labelsOf(42)).toEqual(['soundings:proposed']);
    expect(people.said(42, 'hypothesis')).toEqual([
      `<!-- soundings:hypothesis v1 state=proposed -->

### Hypothesis: proposed

Not tested yet. When you start, say so in a comment:

\`\`\`
/soundings hypothesis testing "how it is tested"
\`\`\`

**So far**

- 3 Nov 2026 **proposed** by \`ada\`
`,
    ]);
  });

  test('an empty form is told what is missing, field by field; a completed one is not any more', async () => {
    const empty = formBody
      .replace(/(### For whom\n\n).*/, '$1_No response_')
      .replace(/(### Expectations\n\n)[\s\S]*/, '$1');
    people.issue(42, empty.replace(/(### Kind\n\n).*/, '$1<kind>'));
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    expect(people.said(42, 'hypothesis')[0]).toContain(`
**3 things missing in the description.** Write each under a heading of its name (\`### For whom\`):

- **For whom**: the people that it is for, for example \`teams on their first visit\`
- **Kind**: one of \`customer\`, \`product\`, \`market\`, \`competitor\`, \`pricing\`, \`revenue engine\`
- **Expectations**: the lines of a bet: \`Key result: KR1\`, or \`Expect: signup_rate +3% within 14 days\`
`);
    people.issue(42, formBody, { labels: people.labelsOf(42) });
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    expect(people.said(42, 'hypothesis')).toHaveLength(1);
    expect(people.said(42, 'hypothesis')[0]).not.toContain('missing');
  });

  test('nothing changed: nothing is written', async () => {
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    stage.forge.calls = [];
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    expect(stage.forge.calls).toEqual(['issue']);
  });

  test('a label set by a person is the state; exactly one stays; the evidence is asked for, and added by command', async () => {
    people.issue(42, 'Key result: KR1', { labels: ['hypothesis'] });
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    await people.label(42, 'soundings:testing');
    expect(people.labelsOf(42)).toEqual(['hypothesis', 'soundings:testing']);
    // Two at once: both events come after both labels are there.
    stage.forge.labels.get(42)?.add('soundings:invalidated').add('soundings:validated');
    await people.happens(
      { kind: 'issue-changed', number: 42, label: { name: 'soundings:invalidated', set: true } },
      'ben',
    );
    await people.happens(
      { kind: 'issue-changed', number: 42, label: { name: 'soundings:validated', set: true } },
      'ben',
    );
    expect(people.labelsOf(42)).toEqual(['hypothesis', 'soundings:validated']);
    expect((await standing())?.history.map(({ state, by }) => `${state} by ${by}`)).toEqual([
      'proposed by ada',
      'testing by ben',
      'invalidated by ben',
      'validated by ben',
    ]);
    expect(people.said(42, 'hypothesis')[0]).toContain(
      'What showed it is missing: `ben` set the state without it. Anybody with write access can add it:\n\n```\n/soundings hypothesis validated "what showed it"\n```',
    );
    expect(await people.comment(42, '/soundings hypothesis validated "9 of 10 finished"')).toBeUndefined();
    expect(people.said(42, 'hypothesis')[0]).not.toContain('not said yet');
    expect(people.said(42, 'hypothesis')[0]).toContain('**validated** by `maintainer`: 9 of 10 finished');
  });

  test('taken away by hand, the label comes back; taken away to make room, the other one counts', async () => {
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    await people.label(42, 'soundings:proposed', 'ben', false);
    expect(people.labelsOf(42)).toEqual(['soundings:proposed']);
    stage.forge.labels.get(42)?.add('soundings:testing');
    await people.label(42, 'soundings:proposed', 'ben', false);
    expect(people.labelsOf(42)).toEqual(['soundings:testing']);
    expect((await standing())?.state).toBe('testing');
  });

  describe('a label of somebody without write access', () => {
    const words = ['proposed', 'testing', 'validated', 'invalidated', 'inconclusive', 'stopped'] as const;
    const writtenBy = async (login: string, word: string, set: boolean) =>
      login.endsWith('[bot]')
        ? labelledByBot(login, `soundings:${word}`, set)
        : people.label(42, `soundings:${word}`, login, set);
    const labelledByBot = async (login: string, name: string, set: boolean) => {
      const labels = stage.forge.labels.get(42) ?? new Set<string>();
      if (set) labels.add(name);
      else labels.delete(name);
      stage.forge.labels.set(42, labels);
      await handleEvent(
        stage.world,
        { kind: 'issue-changed', number: 42, label: { name, set } },
        { repository: stage.shop, sender: { login, isBot: true } },
      );
      await people.workOff();
    };

    test.each(words.flatMap((word) => ['tia', 'labeler[bot]'].map((login) => [login, word])))(
      '%s sets %s: what was there before stands there again',
      async (login, word) => {
        people.issue(42, formBody);
        await people.comment(42, '/soundings hypothesis invalidated "nobody came"');
        const before = await standing();
        await writtenBy(login, word, true);
        expect(people.labelsOf(42)).toEqual(['soundings:invalidated']);
        expect(await standing()).toEqual(before);
        await writtenBy(login, 'invalidated', false);
        expect(people.labelsOf(42)).toEqual(['soundings:invalidated']);
        expect(await standing()).toEqual(before);
      },
    );

    test.each(['tia', 'labeler[bot]'])('%s takes one away to make room for another: both ways back', async (login) => {
      people.issue(42, formBody);
      await people.comment(42, '/soundings hypothesis testing "a fake form"');
      stage.forge.labels.get(42)?.add('soundings:validated');
      await writtenBy(login, 'testing', false);
      expect(people.labelsOf(42)).toEqual(['soundings:testing']);
      expect((await standing())?.state).toBe('testing');
    });

    test('on an issue that is none: nothing is left of it', async () => {
      people.issue(42, 'A wish');
      await people.label(42, 'soundings:validated', 'tia');
      expect(people.labelsOf(42)).toEqual([]);
      expect(await standing()).toBeUndefined();
      expect(people.said(42, 'hypothesis')).toEqual([]);
    });

    test('on one that was only now made by the form: proposed, by who opened it', async () => {
      people.issue(42, formBody, { labels: ['soundings:validated'] });
      await people.happens({ kind: 'issue-changed', number: 42 }, 'sam');
      expect(people.labelsOf(42)).toEqual(['soundings:proposed']);
      expect(await standing()).toMatchObject({ state: 'proposed', history: [{ by: 'ada' }] });
    });

    test.each(['tia', 'labeler[bot]'])('%s takes `hypothesis` off: it is one all the same', async (login) => {
      people.issue(42, 'Key result: KR1', { labels: ['hypothesis'] });
      await people.comment(42, '/soundings hypothesis validated "9 of 10"');
      await (login === 'tia'
        ? people.label(42, 'hypothesis', login, false)
        : labelledByBot(login, 'hypothesis', false));
      expect(people.labelsOf(42)).toEqual(['hypothesis', 'soundings:validated']);
      expect((await standing())?.state).toBe('validated');
    });

    test('the echo of our own labels asks nobody', async () => {
      people.issue(42, formBody);
      await people.comment(42, '/soundings hypothesis testing "a fake form"');
      stage.forge.calls = [];
      await writtenBy('soundings[bot]', 'testing', true);
      await writtenBy('soundings[bot]', 'proposed', false);
      expect(stage.forge.calls).toEqual([]);
    });

    test('nobody is asked where it would change nothing', async () => {
      people.issue(42, formBody);
      await people.comment(42, '/soundings hypothesis testing "a fake form"');
      stage.forge.calls = [];
      await people.label(42, 'soundings:testing', 'tia');
      await people.label(42, 'urgent', 'tia');
      expect(stage.forge.calls).toEqual(['issue', 'issue']);
    });
  });

  test('the label `hypothesis` taken off: an issue like any other again', async () => {
    people.issue(42, 'Key result: KR1', { labels: ['hypothesis'] });
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    await people.label(42, 'hypothesis', 'ben', false);
    expect(await standing()).toBeUndefined();
    expect(people.labelsOf(42)).toEqual([]);
    expect(people.said(42, 'hypothesis')).toEqual([
      '<!-- soundings:hypothesis v1 state=none -->\n\nThis issue is no longer tracked as a hypothesis. Add the `hypothesis` label to track it again.\n',
    ]);
  });

  test('the same comment heard of twice changes nothing the second time', async () => {
    people.issue(42, formBody);
    const body = '/soundings hypothesis testing "a fake form"\n/soundings hypothesis invalidated "nobody came"';
    await people.comment(42, body, 'maintainer', 900);
    await people.comment(42, body, 'maintainer', 900);
    expect((await standing())?.history.map(({ state }) => state)).toEqual(['testing', 'invalidated']);
    expect(people.said(42, 'hypothesis')[0]).toContain(
      '### Hypothesis: tested invalid\n\nTested: the next team no longer has to guess.',
    );
  });

  test('tested valid is told in the same words', async () => {
    people.issue(42, formBody);
    await people.comment(42, '/soundings validated "9 of 10 finished"');
    expect(people.said(42, 'hypothesis')[0]).toContain(
      '### Hypothesis: tested valid\n\nTested: the next team no longer has to guess.',
    );
  });

  test.each([
    [
      'without write access',
      '/soundings hypothesis testing',
      'eve',
      'Commands are for people with write access to this repository, which `eve` does not have. Ask somebody who has; nothing was changed.',
    ],
    [
      'in a state that there is not',
      '/soundings hypothesis tested',
      'maintainer',
      '`/soundings hypothesis tested` was not understood: `tested` is not a state of a hypothesis; those are proposed, testing, validated, invalidated and inconclusive. Write `/soundings hypothesis testing "how it is tested"`.',
    ],
    [
      'another decision than stop',
      '/soundings decide keep "it is good"',
      'maintainer',
      '`/soundings decide keep` works on pull requests that were measured. On the issue of a hypothesis there is `/soundings decide stop "why work on it should stop"`.',
    ],
    [
      'stopped without a reason',
      '/soundings decide stop',
      'maintainer',
      'A stop needs its reason, for everybody whose work rests on it. Write `/soundings decide stop "why work on it should stop"`, with your own words in the quotes.',
    ],
  ])('%s', async (_, command, login, reply) => {
    people.issue(42, formBody);
    expect(await people.comment(42, command, login)).toBe(reply);
    expect(await standing()).toBeUndefined();
  });

  test('an issue that is no hypothesis', async () => {
    people.issue(43, 'The form crashes.');
    expect(await people.comment(43, '/soundings hypothesis testing')).toBe(
      'This issue is not tracked as a hypothesis. Give it the label `hypothesis` first.',
    );
  });

  test('a locked conversation: nothing can be said, and the word counts all the same', async () => {
    people.issue(42, formBody);
    stage.forge.locked = true;
    await people.comment(42, '/soundings hypothesis testing "a fake form"');
    expect((await standing())?.state).toBe('testing');
    expect(stage.forge.comments).toEqual([]);
  });
});

describe('what rests on it', () => {
  test('delivery waits until its hypothesis has tested valid, and is judged anew at once', async () => {
    await open(', delivery: { needs: validated }');
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    await pull('Hypothesis: #42');
    expect(people.check(12)).toMatchObject({
      conclusion: 'failure',
      title: '#42 has not tested valid (proposed)',
      summary: `Delivery waits here until its hypothesis has tested valid (\`policy.delivery.needs: validated\`).

- #42 is proposed; nobody has tested it yet

This turns green when somebody with write access says so, with a comment on #42:

\`\`\`
/soundings hypothesis validated "what showed it"
\`\`\`

Is this pull request itself the test (a spike, a prototype, an experiment)? Then write \`Track: discovery\` in its description.

This check runs again by itself when the description changes.

First time here? Comment \`/soundings help\` for all that Soundings understands.`,
    });
    expect(people.said(42, 'hypothesis')[0]).toContain('**Open pull request that rests on it** #12');
    await people.comment(42, '/soundings hypothesis testing "a fake form"');
    expect(people.check(12)).toMatchObject({ conclusion: 'failure', title: '#42 has not tested valid (testing)' });
    await people.comment(42, '/soundings hypothesis validated "9 of 10 finished"');
    expect(people.check(12)?.conclusion).toBe('success');
  });

  test('a bet on a key result alone has no hypothesis to be tested', async () => {
    await open(', delivery: { needs: validated }');
    await pull('Key result: KR1');
    expect(people.check(12)?.conclusion).toBe('success');
  });

  test('in advise it is neutral', async () => {
    await open(', delivery: { needs: validated }');
    await openWith(map(', delivery: { needs: validated }').replace('enforce', 'advise'));
    people.issue(42, formBody);
    await pull('Hypothesis: #42');
    expect(people.check(12)?.conclusion).toBe('neutral');
  });

  test('stopped on a pull request: every open one that rests on it turns red, and green when it is taken up again', async () => {
    await open();
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    await pull('Hypothesis: #42', 12);
    await pull('Key result: KR1\nCloses #42', 13);
    await pull('Key result: KR1', 14);
    expect(await people.comment(12, '/soundings decide stop')).toMatch(/^A stop needs its reason/);
    expect(await people.comment(12, '/soundings decide stop "the form is not what stops them"')).toBeUndefined();
    expect(people.labelsOf(42)).toEqual(['soundings:stopped']);
    expect([12, 13, 14].map((number) => people.check(number)?.conclusion)).toEqual(['failure', 'failure', 'success']);
    expect(people.check(13)).toMatchObject({
      title: 'Hypothesis stopped on 3 Nov 2026, see #42',
      summary: `This pull request rests on a hypothesis that was stopped: work on it should not continue.

- #42 was stopped on 3 Nov by \`maintainer\`, see #12: the form is not what stops them

This turns green when the hypothesis is resumed, with a comment on #42:

\`\`\`
/soundings hypothesis testing "why it is worth another try"
\`\`\`

Or when the pull request no longer rests on it: its description names another key result or hypothesis, and neither the description nor the sidebar says that it closes this one.

This check runs again by itself when the description changes.`,
    });
    expect(people.said(42, 'hypothesis')[0]).toContain(
      'Stopped on 3 Nov 2026 by `maintainer`, see #12: the form is not what stops them\n',
    );
    await people.comment(42, '/soundings hypothesis testing "with another form"');
    expect([12, 13].map((number) => people.check(number)?.conclusion)).toEqual(['success', 'success']);
    expect(people.labelsOf(42)).toEqual(['soundings:testing']);
  });

  test('the words can be said on a pull request that rests on it, where it is clear which one is meant', async () => {
    await open();
    people.issue(42, formBody);
    people.issue(43, formBody);
    await pull('Hypothesis: #42', 12);
    await pull('Hypothesis: #42, #43', 13);
    await pull('Key result: KR1', 14);
    expect(await people.comment(12, '/soundings hypothesis inconclusive "too few came"')).toBeUndefined();
    expect((await standing())?.state).toBe('inconclusive');
    expect(await people.comment(13, '/soundings hypothesis testing')).toBe(
      'This pull request rests on several hypotheses (acme/shop#42 and acme/shop#43), and it is not clear which one is meant. Write `/soundings hypothesis testing` on its own issue.',
    );
    expect(await people.comment(14, '/soundings hypothesis testing')).toBe(
      'This pull request rests on no hypothesis: its description names none that exists. Write `Hypothesis: #42` there, or write the command on the issue of the hypothesis.',
    );
  });

  test('of another owner: refused; of another repository: with write access there', async () => {
    await open();
    stage.forge.readers.add('ben in ideas');
    people.issue(42, formBody, { owner: 'globex', repository: 'ideas' });
    await pull('Hypothesis: globex/ideas#42', 12);
    expect(await people.comment(12, '/soundings hypothesis testing')).toBe(
      '`globex/ideas#42` belongs to another owner, whose people set its state. Nothing was changed.',
    );
    people.issue(43, formBody, { repository: 'ideas' });
    const ideas = { ...stage.shop, id: stage.shop.id + 50_000, name: 'ideas' };
    stage.forge.repositories.set('ideas', ideas);
    stage.forge.writers = new Set(['ben in shop', 'ann in shop', 'ann in ideas']);
    await pull('Hypothesis: acme/ideas#43', 13);
    expect(await people.comment(13, '/soundings hypothesis testing', 'ben')).toBe(
      'Only people with write access to its repository can set the state of acme/ideas#43; `ben` does not have it. Ask somebody who has; nothing was changed.',
    );
    expect(await people.comment(13, '/soundings hypothesis testing', 'ann')).toBeUndefined();
    const [there] = await stage.store.hypothesisStandings(stage.shop.ownerId, [
      { owner: 'acme', repository: 'ideas', number: 43 },
    ]);
    expect(there?.state).toBe('testing');
  });

  test('one that does not exist does not count; those that were probably meant are named', async () => {
    await open();
    people.issue(50, 'A bug');
    for (const number of [42, 7]) {
      people.issue(number, formBody);
      await people.happens({ kind: 'issue-changed', number }, 'ada');
    }
    await pull('Hypothesis: #24\nCloses #50');
    expect(people.check(12)).toMatchObject({
      conclusion: 'failure',
      title: '#24 does not exist, or cannot be read from here',
      summary: expect.stringContaining('Did you mean `#42` (proposed) or `#7` (proposed)?'),
    });
  });

  test('closed and opened again it stands where it stood', async () => {
    await open();
    people.issue(42, formBody);
    await people.comment(42, '/soundings testing "a fake form"');
    await pull('Hypothesis: #42');
    people.issue(42, formBody, { state: 'closed', labels: people.labelsOf(42) });
    await people.comment(42, '/soundings validated "9 of 10 finished"');
    expect(people.labelsOf(42)).toEqual(['soundings:validated']);
    people.issue(42, formBody, { labels: people.labelsOf(42) });
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ben');
    expect((await standing())?.history.map(({ state }) => state)).toEqual(['testing', 'validated']);
    expect(people.check(12)?.conclusion).toBe('success');
  });

  test('deleted: what rested on it is judged anew', async () => {
    await open();
    people.issue(42, formBody);
    await pull('Hypothesis: #42');
    expect(people.check(12)?.conclusion).toBe('success');
    stage.forge.issues.delete(42);
    await people.happens({ kind: 'issue-gone', number: 42 });
    expect(await standing()).toBeUndefined();
    expect(people.check(12)).toMatchObject({
      conclusion: 'failure',
      title: '#42 does not exist, or cannot be read from here',
    });
  });

  test('transferred within the owner: it takes its history along, and its old number still leads to it', async () => {
    await open(', delivery: { needs: validated }');
    people.issue(42, formBody);
    await people.comment(42, '/soundings validated "9 of 10 finished"');
    await pull('Hypothesis: #42');
    const { installationId: _, ...ideas } = { ...stage.shop, id: stage.shop.id + 60_000, name: 'ideas' };
    people.issue(42, formBody, { repository: 'ideas', labels: ['soundings:validated'] });
    await people.happens({ kind: 'issue-gone', number: 42, movedTo: { repository: ideas, number: 7 } });
    expect(await standing()).toBeUndefined();
    const [there] = await stage.store.hypothesisStandings(stage.shop.ownerId, [
      { owner: 'acme', repository: 'ideas', number: 7 },
    ]);
    expect(there?.state).toBe('validated');
  });

  test('transferred to another owner: it is theirs', async () => {
    await open();
    people.issue(42, formBody);
    await people.comment(42, '/soundings validated "9 of 10 finished"');
    const { installationId: _, ...away } = { ...stage.shop, id: 999_999, ownerId: 8, owner: 'globex', name: 'ideas' };
    await people.happens({ kind: 'issue-gone', number: 42, movedTo: { repository: away, number: 7 } });
    expect(await standing()).toBeUndefined();
  });
});

describe('discovery', () => {
  test.each([
    ['by its line', 'Track: discovery\nHypothesis: #42', []],
    ['by its label', 'Hypothesis: #42', ['Discovery']],
  ])('%s: names a hypothesis that exists, and nothing has to move', async (_, body, labels) => {
    await open(', require: expectation, delivery: { needs: validated }');
    people.issue(42, formBody);
    await pull(body, 12, { labels });
    expect(people.check(12)).toMatchObject({
      conclusion: 'success',
      title: 'Discovery for #42: nothing has to move',
      summary: `This pull request is on the discovery track: it finds out whether #42 holds, and need not move anything.

14 days after the merge a comment here asks what was learned. Nothing to do now.`,
    });
    const [forecast] = people.said(12, 'forecast');
    expect(forecast).toContain(
      '<!-- soundings:forecast v1 measurable=no state=open -->\n\n### Discovery: whether acme/shop#42 holds\n\n',
    );
    expect(forecast).toMatch(
      /\n\n14 days after the merge a comment here asks what was learned\. Nothing to do now\.\n$/,
    );
  });

  test('without a hypothesis, or with one that does not exist', async () => {
    await open();
    await pull('Track: discovery\nKey result: KR1');
    expect(people.check(12)).toMatchObject({
      conclusion: 'failure',
      title: 'Discovery, but no hypothesis named',
      summary: `This pull request is on the discovery track, but names no hypothesis. Add to its description, for example:

\`\`\`
Hypothesis: #42
\`\`\`

A hypothesis is an issue that says what is believed, for whom and why: open one first, with the label \`hypothesis\`. No expected movement and no key result is needed here.

This check runs again by itself when the description changes.

First time here? Comment \`/soundings help\` for all that Soundings understands.`,
    });
    await pull('Track: discovery\nHypothesis: #77', 13);
    expect(people.check(13)).toMatchObject({
      conclusion: 'failure',
      title: '#77 does not exist, or cannot be read from here',
    });
  });
});
