import { beforeAll, describe, expect, test } from 'vitest';
import type { IssueOnGitHub } from '../stage/github/issue-on-github.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import {
  bet,
  checked,
  commented,
  daysAfter,
  mapFile,
  marked,
  outcomeMap,
  settled,
  useStory,
  verdictLabels,
} from '../stage/story/story.ts';
import { formBody } from '../stage/world/people.ts';

/** What people say: of hypotheses, of what becomes of a change, and against the map. One step a test, each begins where the last one ended. */
describe('what people say', () => {
  const stage = useStory('embedded');
  let shop: RepositoryOnGitHub;
  let hypothesis: IssueOnGitHub;
  let delivery: PullRequestOnGitHub;
  let measured: PullRequestOnGitHub;
  let shippedAt: Date;

  beforeAll(async () => {
    shop = await stage.github.createRepository('acme/shop', {
      files: { [mapFile]: outcomeMap('mode: enforce, delivery: { needs: validated }') },
    });
    await stage.start();
  });

  const open = (branch: string, body: string): Promise<PullRequestOnGitHub> =>
    shop.openPullRequest({
      title: branch,
      author: 'ben',
      branch,
      files: { [`src/${branch}.ts`]: 'export {};\n' },
      body,
    });
  const said = (kind: string, where: { comments(): ReturnType<IssueOnGitHub['comments']> }, words: string) =>
    eventually(`A comment ${kind} that says ${words}`, async () =>
      (await marked(where, kind)).find(({ body }) => body.includes(words)),
    );
  const labelled = (label: string) =>
    eventually(`Only the label ${label}`, async () => {
      const own = await verdictLabels(hypothesis);
      return own.length === 1 && own[0] === label;
    });

  test('a hypothesis made by the form is proposed, and told what it does not say yet', async () => {
    hypothesis = await shop.openIssue({
      title: 'Fewer fields',
      body: formBody.replace('signups', 'signup_rate').replace('a fake form shown to 50 visitors', '_No response_'),
      labels: ['hypothesis'],
    });
    const comment = await commented(hypothesis, 'hypothesis', 'state=proposed');
    expect(comment.body).toContain('**1 thing missing in the description.**');
    expect(comment.body).toContain('- **Lightest test**:');
    await labelled('soundings:proposed');
    await hypothesis.edit({ body: formBody.replace('signups', 'signup_rate') });
    await eventually('Nothing is missing any more', async () => {
      const [now] = await marked(hypothesis, 'hypothesis');
      return now && !now.body.includes('missing');
    });
  });

  test('delivery that rests on it is red until it has tested valid', async () => {
    delivery = await open('deliver', `Hypothesis: #${hypothesis.number}`);
    await checked(delivery, 'failure', 'has not tested valid (proposed)');
    await said('hypothesis', hypothesis, `**Open pull request that rests on it** #${delivery.number}`);
    const spike = await open('spike', `Track: discovery\nHypothesis: #${hypothesis.number}`);
    await checked(spike, 'success', 'nothing has to move');

    await hypothesis.label('soundings:testing', 'ben');
    await labelled('soundings:testing');
    await said('hypothesis', hypothesis, 'How it is tested is missing: `ben` set the state without it.');
    await checked(delivery, 'failure', 'has not tested valid (testing)');

    const refused = await hypothesis.comment('/soundings hypothesis validated "it is great"', 'sam');
    await said('reply', hypothesis, 'which `sam` does not have');
    expect(await hypothesis.reactions(refused)).toContain('soundings[bot] confused');

    const granted = await hypothesis.comment(
      '/soundings hypothesis validated "9 of 10 finished the short form"',
      'ann',
    );
    await checked(delivery, 'success');
    await labelled('soundings:validated');
    const comment = await commented(hypothesis, 'hypothesis', 'state=validated');
    expect(comment.body).toContain('**validated** by `ann`: 9 of 10 finished the short form');
    await eventually('a reaction', async () => (await hypothesis.reactions(granted)).includes('soundings[bot] +1'));
  });

  test('stopped on one pull request, every open one that rests on it turns red, with the reason', async () => {
    await delivery.comment('/soundings decide stop "people type the address happily, once it is asked last"', 'ann');
    const check = await checked(delivery, 'failure', `, see #${hypothesis.number}`);
    expect(check.title).toMatch(/^Hypothesis stopped on \d+ \w{3} \d{4}, see #\d+$/);
    expect(check.summary).toContain(
      `by \`ann\`, see #${delivery.number}: people type the address happily, once it is asked last`,
    );
    await labelled('soundings:stopped');
    await hypothesis.comment('/soundings hypothesis testing "with the address at the end"', 'ben');
    await labelled('soundings:testing');
    await checked(delivery, 'failure', 'has not tested valid (testing)');
  });

  test('what was measured is decided; otherwise than recommended with a reason', async () => {
    measured = await open('measured', bet);
    await commented(measured, 'forecast', 'state=open');
    await measured.comment('/soundings decide keep', 'ann');
    await said('reply', measured, 'There is nothing to decide yet: this has not been merged.');
    await measured.merge({ by: 'ann' });
    shippedAt = stage.github.clock.now();
    await shop.release({ tag: 'v1.0.0' });
    await commented(measured, 'forecast', 'state=shipped');
    await settled(stage.github);
    await stage.writeFigures({ shippedAt, effect: 0.12 });
    await stage.app.stop();
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(shippedAt, 30).toISOString());
    const final = await commented(measured, 'final', 'verdict=moved');
    expect(final.body).toContain('Recommendation: **keep**, because it moved as expected.');
    expect(final.body).toContain('\n```\n/soundings decide keep "what we learned"\n```\n');

    await stage.app.run('readouts', '--ahead', '--now', daysAfter(shippedAt, 38).toISOString());
    const [question] = await marked(measured, 'question', 'key=decision');
    expect(question?.body).toContain('@ben, nobody has decided yet. Recommendation: **keep**');
    await stage.start();

    await measured.comment('/soundings decide revert', 'ann');
    await said(
      'reply',
      measured,
      'The readout recommends `keep`; to decide otherwise needs the reason, which is kept.',
    );
    await measured.comment('/soundings decide revert "the new form breaks on phones"', 'ann');
    await said('forecast', measured, '**revert** (recommended was keep): the new form breaks on phones.');
    await said('question', measured, 'Decided by `ann`: **revert**.');
    await settled(stage.github);
    expect(await marked(measured, 'question')).toHaveLength(1);
  });

  test('anybody may challenge the map; it is listed until it is answered', async () => {
    const pull = await open('challenged', 'Key result: KR1');
    await commented(pull, 'forecast');
    await pull.comment('/soundings challenge KR1 half of the visits are bots', 'kim');
    const issue = await eventually('The issue of the challenge', async () =>
      (await shop.issues()).find(({ title }) => title === 'Challenge: KR1'),
    );
    expect(issue.body).toMatch(
      /^<!-- soundings:challenge v1 key=\d+-0 -->\n\n@acme\/growth, `kim` doubts the key result/,
    );
    await said('reply', pull, `\`KR1\` is challenged in #${issue.number}.`);
    await pull.editBody('Key result: KR1\n\nMore words');
    await said('forecast', pull, `**Challenged** \`KR1\` by \`kim\`, see #${issue.number}: not answered yet.`);
    // Words come once a person and day: the second time it is a reaction.
    const again = await pull.comment('/soundings challenge KR1 and half of the sign-ups too', 'kim');
    await eventually('a reaction', async () => (await pull.reactions(again)).includes('soundings[bot] confused'));

    const challenge = shop.issue(issue.number);
    await challenge.comment('/soundings answer "I am not sure"', 'rae');
    await said('reply', challenge, '`rae` is neither');
    await challenge.comment('/soundings answer "bots are left out since May"', 'ben');
    await said('reply', challenge, 'Answered by `ben`: `KR1` is no longer listed as challenged.');
    await pull.editBody('Key result: KR1\n\nStill more words');
    await pull.comment('/soundings check', 'ben');
    await eventually('It is not listed any more', async () => {
      const [forecast] = await marked(pull, 'forecast');
      return forecast && !forecast.body.includes('Challenged');
    });
    await settled(stage.github);
    expect((await shop.issues()).filter(({ title }) => title.startsWith('Challenge'))).toHaveLength(1);
  });
});
