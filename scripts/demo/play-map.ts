import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShownCheck } from '../../test/stage/github/check-on-github.ts';
import type { Conversation } from '../../test/stage/github/conversation.ts';
import type { PullRequestOnGitHub } from '../../test/stage/github/pull-request-on-github.ts';
import { eventually } from '../../test/stage/process/eventually.ts';
import { sources } from '../../test/stage/shop/shop.ts';
import { days, writeFigures } from './figures-of-the-shop.ts';
import { hypothesisForm, roadmapKeyResult, thinkingMap } from './map-of-the-shop.ts';
import type { Moment, Timeline } from './moment.ts';
import { inOrder, type Stage } from './play.ts';
import { headline, linesWith, opening } from './quote.ts';
import { comment } from './see.ts';
import { aside, shown, step } from './tell.ts';

const mapFile = '.github/soundings.yml';

/** The second story: the map thinks along, from a key result that is a feature in disguise to what the record has learned. */
export async function playMap({ github, app, folder }: Stage): Promise<Timeline[]> {
  const start = new Date();
  const noted = { edit: [] as Moment[], hypothesis: [] as Moment[], pull: [] as Moment[], doubt: [] as Moment[] };
  const opened = (by: string, body: string): Moment => ({ at: github.clock.now(), by, kind: 'opened', body });
  const checked = ({ conclusion, title, summary }: ShownCheck): Moment => ({
    ...{ at: github.clock.now(), by: 'soundings[bot]', kind: 'check' as const },
    ...{ conclusion: conclusion ?? '', title: title ?? '', summary: summary ?? '' },
  });
  const event = (by: string, text: string): Moment => ({ at: github.clock.now(), by, kind: 'event', text });
  const map = thinkingMap(new Date(start.getTime() + days(60)));
  const shop = await github.createRepository('acme/shop', { private: true, files: { [mapFile]: map } });
  await writeFile(join(folder, 'sources.yml'), sources);
  await writeFigures(folder, start);
  aside(
    'The same shop; its map also says what it is all for, and that nothing is built before its hypothesis has held.',
  );
  github.deliverTo(await app.start());

  step('Ann edits the map: a key result that reads like a roadmap.');
  const edit = await shop.openPullRequest({
    ...{ title: 'The goal of the quarter', author: 'ann', branch: 'goal', body: 'Outcome: none (chore): the map' },
    files: { [mapFile]: roadmapKeyResult(map) },
  });
  const { annotation, check } = await eventually('An annotation', async () => {
    const check = await edit.check();
    const annotation = check?.annotations.find(({ message }) => /roadmap/.test(message));
    return check && annotation && { annotation, check };
  });
  noted.edit.push(opened('ann', 'Outcome: none (chore): the map'), checked(check));
  shown('line', `${annotation.path}:${annotation.start_line}`);
  for (const line of annotation.message.split('\n').filter(Boolean)) aside(`         ${line}`);

  step('Ben writes down what he believes, with the form, and leaves out what could prove him wrong.');
  const hypothesis = await shop.openIssue({
    ...{ title: 'Hypothesis: a shorter form', author: 'ben', labels: ['hypothesis'] },
    body: hypothesisForm('_No response_'),
  });
  noted.hypothesis.push(opened('ben', hypothesisForm('_No response_')));
  const incomplete = await comment(hypothesis, 'hypothesis');
  for (const line of linesWith(incomplete, 'iskiest')) shown('issue', line);
  await hypothesis.edit({ body: hypothesisForm('people stop because of the number of fields') });
  noted.hypothesis.push(event('ben', 'wrote down the riskiest assumption'));

  step('He opens the pull request all the same: delivery has to wait for what has not been tested.');
  const pull = await shop.openPullRequest({
    ...{ title: 'Ask for the address after sign-up', author: 'ben', branch: 'shorter-form' },
    body: `Hypothesis: #${hypothesis.number}`,
    files: { 'src/sign-up.ts': "export const fields = ['name', 'email'];\n" },
  });
  noted.pull.push(opened('ben', `Hypothesis: #${hypothesis.number}`));
  const red = await concluded(pull, 'failure');
  noted.pull.push(checked(red));
  for (const line of opening(red.summary ?? '').slice(0, 3)) aside(`         ${line}`);

  step('A prototype is discovery: it needs the hypothesis, and no figure.');
  const spike = await shop.openPullRequest({
    ...{ title: 'A prototype of the short form', author: 'ben', branch: 'prototype' },
    body: `Track: discovery\nHypothesis: #${hypothesis.number}`,
    files: { 'prototype/sign-up.html': '<form></form>\n' },
  });
  await concluded(spike, 'success');

  step('Ten people have seen the prototype. Ann says so on the issue, and the delivery turns green.');
  await hypothesis.comment(
    '/soundings hypothesis validated "9 of 10 finished the short form, 4 of 10 the long one"',
    'ann',
  );
  noted.pull.push(checked(await concluded(pull, 'success')));
  shown('issue', (await labelsOf(hypothesis)).join(', '));
  const forecast = await comment(pull, 'forecast', 'state=open');
  shown('comment', headline(forecast));
  for (const line of linesWith(forecast, '**Upstream**', 'Vision')) shown('', line);

  step('Ann opens another bet on the same metric: both are told that before and after cannot part them.');
  const other = await shop.openPullRequest({
    ...{ title: 'A calmer colour', author: 'ann', branch: 'colour', body: `Hypothesis: #${hypothesis.number}` },
    files: { 'src/colour.css': 'form { color: navy }\n' },
  });
  const both = await comment(other, 'forecast');
  for (const line of linesWith(both, '**Also on')) shown('comment', line);

  step('The first one is merged and released; two weeks pass. In truth the sign-up rate rises by 12%.');
  await pull.merge({ by: 'ann' });
  noted.pull.push(event('ann', 'merged the pull request'));
  await comment(pull, 'forecast', 'state=merged');
  const shippedAt = github.clock.now();
  await shop.release({ tag: 'v1.4.0', by: 'ann' });
  noted.pull.push(event('ann', 'released v1.4.0'));
  await comment(pull, 'forecast', 'state=shipped');
  await github.relay.settled();
  await app.stop();
  await writeFigures(folder, start, shippedAt);
  const now = new Date(shippedAt.getTime() + days(16));
  github.clock.set(now);
  await app.run('readouts', '--ahead', '--now', now.toISOString());
  const final = await comment(pull, 'final');
  shown('day 14', headline(final), 'good');
  for (const line of linesWith(final, '/soundings decide')) shown('', line);

  step('Ann decides, and says what was learned.');
  github.deliverTo(await app.start());
  await pull.comment(
    '/soundings decide keep "people do not mind giving the address, they mind giving it first"',
    'ann',
  );
  const decided = await eventually('The decision', async () =>
    linesWith(await comment(pull, 'forecast'), 'ecided').at(0),
  );
  shown('comment', decided);

  step('Rae, who may only read, challenges that completed projects are what counts, as anyone may.');
  await pull.comment(
    '/soundings challenge projects_completed a project that is completed in a minute helps nobody',
    'rae',
  );
  const doubt = await eventually('The challenge', async () =>
    (await shop.issues()).find(({ title }: { title: string }) => title.startsWith('Challenge')),
  );
  shown('issue', `#${doubt.number} ${doubt.title}`);
  noted.doubt.push(opened('soundings[bot]', doubt.body));

  step('The next step is not worth it: the hypothesis is stopped, and what is under way on it is told.');
  await hypothesis.comment('/soundings decide stop "the short form is there; colours are not the question"', 'ann');
  const stopped = await concluded(other, 'failure');
  for (const line of opening(stopped.summary ?? '').slice(0, 2)) aside(`         ${line}`);

  step('What the record has learned.');
  await github.relay.settled();
  await app.stop();
  for (const view of [[], ['--pace'], ['--challenges']]) {
    aside(`$ soundings ledger ${view.join(' ')}`);
    for (const line of (await app.run('ledger', ...view)).trimEnd().split('\n')) console.log(`      ${line}`);
  }
  const timeline = async (title: string, on: Conversation, state: Timeline['state'], moments: Moment[]) => ({
    ...{ title, number: on.number, state },
    moments: await inOrder(on, moments),
  });
  return [
    await timeline('The goal of the quarter', edit, 'Open', noted.edit),
    await timeline('Hypothesis: a shorter form', hypothesis, 'Open', noted.hypothesis),
    await timeline('Ask for the address after sign-up', pull, 'Merged', noted.pull),
    await timeline(doubt.title, shop.issue(doubt.number), 'Open', noted.doubt),
  ];
}

async function concluded(pull: PullRequestOnGitHub, conclusion: 'success' | 'failure') {
  const check = await eventually(`A check with ${conclusion}`, async () => {
    const run = await pull.check();
    return run?.conclusion === conclusion && run;
  });
  const good = conclusion === 'success';
  shown('check', `${good ? '✓' : '✗'} ${check.title}`, good ? 'good' : 'bad');
  return check;
}

const labelsOf = (conversation: Conversation) =>
  eventually('A label of its state', async () => {
    const labels = (await conversation.labels()).filter((name) => name.startsWith('soundings:'));
    return labels.length > 0 && labels;
  });
