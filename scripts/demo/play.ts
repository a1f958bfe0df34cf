import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conversation } from '../../test/stage/github/conversation.ts';
import type { FakeGitHub } from '../../test/stage/github/fake-github.ts';
import type { PullRequestOnGitHub } from '../../test/stage/github/pull-request-on-github.ts';
import type { AppProcess } from '../../test/stage/process/app-process.ts';
import { eventually } from '../../test/stage/process/eventually.ts';
import { outcome, outcomeMap, pullRequest, sources } from '../../test/stage/shop/shop.ts';
import { days, writeFigures } from './figures-of-the-shop.ts';
import type { Moment, Timeline } from './moment.ts';
import { headline, linesWith, opening } from './quote.ts';
import { comment } from './see.ts';
import { aside, shown, step } from './tell.ts';

export interface Stage {
  github: FakeGitHub;
  app: AppProcess;
  /** Holds the file of sources and the figures. */
  folder: string;
}

/** Plays the story from the opened pull request to the final readout. Returns its timeline. */
export async function play({ github, app, folder }: Stage): Promise<Timeline[]> {
  const start = new Date();
  const moments: Moment[] = [];
  const note = (moment: Moment) => moments.push(moment);
  const shop = await github.createRepository('acme/shop', {
    private: true,
    files: { '.github/soundings.yml': outcomeMap(new Date(start.getTime() + days(60))) },
  });
  await writeFile(join(folder, 'sources.yml'), sources);
  await writeFigures(folder, start);
  aside('A GitHub of our own, a shop with a year of daily figures, and Soundings with its embedded database.');
  github.deliverTo(await app.start());

  step('Ben opens a pull request and says what it does, not what it should move.');
  const pull = await shop.openPullRequest(pullRequest);
  note({ at: github.clock.now(), by: 'ben', kind: 'opened', body: pullRequest.body });
  await checkTold(pull, 'failure', note, github);

  step('Ben adds the outcome to the description: a key result, an expected movement, a guardrail.');
  await pull.editBody(outcome);
  note({ at: github.clock.now(), by: 'ben', kind: 'event', text: 'edited the description', body: outcome });
  await checkTold(pull, 'success', note, github);
  const forecast = await comment(pull, 'forecast', 'state=open');
  shown('comment', headline(forecast));

  step('Ann merges it: the bet is frozen.');
  await pull.merge({ by: 'ann' });
  note({ at: github.clock.now(), by: 'ann', kind: 'event', text: 'merged the pull request' });
  const frozen = await comment(pull, 'forecast', 'state=merged');
  for (const line of linesWith(frozen, 'Merged')) shown('comment', line);

  step('Ann publishes v1.4.0, which holds the merge: the clock starts.');
  const shippedAt = github.clock.now();
  await shop.release({ tag: 'v1.4.0', by: 'ann' });
  note({ at: shippedAt, by: 'ann', kind: 'event', text: 'released v1.4.0' });
  const shipped = await comment(pull, 'forecast', 'state=shipped');
  for (const line of linesWith(shipped, 'v1.4.0')) shown('comment', line);

  step('Weeks pass. In truth the change lifts the sign-up rate by 12%; nobody has told Soundings.');
  await github.relay.settled();
  await app.stop();
  await writeFigures(folder, start, shippedAt);
  const readoutAfter = async (count: number) => {
    const now = new Date(shippedAt.getTime() + days(count) + days(1));
    github.clock.set(now);
    await app.run('readouts', '--ahead', '--now', now.toISOString());
  };
  await readoutAfter(7);
  shown('day 7', headline(await comment(pull, 'interim')));

  step('The second week is over: the last checkpoint.');
  await readoutAfter(14);
  const final = await comment(pull, 'final');
  shown('day 14', headline(final), 'good');
  for (const line of linesWith(final, 'In the 14 days', '**Guard**', '**KR1**', '**Cause**')) shown('', line);
  const label = (await pull.labels()).find((name) => name.startsWith('soundings:'));
  shown('label', label ?? 'none', 'good');
  note({ at: github.clock.now(), by: 'soundings[bot]', kind: 'event', text: `added the label ${label}` });

  return [{ title: pullRequest.title, number: pull.number, state: 'Merged', moments: await inOrder(pull, moments) }];
}

/** What was noted of a conversation and what was said in it, as it came. GitHub knows seconds alone; of one second what was noted comes first. */
export async function inOrder(conversation: Conversation, noted: Moment[]): Promise<Moment[]> {
  const said = (await conversation.comments()).map(
    ({ author: by, body, createdAt: at }): Moment => ({ at, by, kind: 'comment', body }),
  );
  const second = ({ at }: Moment) => Math.floor(at.getTime() / 1000);
  return [...noted, ...said].sort((a, b) => second(a) - second(b));
}

async function checkTold(
  pull: PullRequestOnGitHub,
  conclusion: 'success' | 'failure',
  note: (moment: Moment) => void,
  github: FakeGitHub,
): Promise<void> {
  const check = await eventually(`A check with ${conclusion}`, async () => {
    const run = await pull.check();
    return run?.conclusion === conclusion && run;
  });
  shown('check', `${conclusion === 'success' ? '✓' : '✗'} ${check.title}`, conclusion === 'success' ? 'good' : 'bad');
  if (conclusion === 'failure') for (const line of opening(check.summary ?? '')) aside(`         ${line}`);
  const { title, summary } = check;
  note({
    at: github.clock.now(),
    by: 'soundings[bot]',
    kind: 'check',
    conclusion,
    title: title ?? '',
    summary: summary ?? '',
  });
}
