import { beforeEach, describe, expect, test } from 'vitest';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { undoBet } from '../../../src/flows/release/undo-bet.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { formBody } from '../../stage/world/people.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people } = useWorld();

const sha = 'b'.repeat(40);
const bet = betOn();
const mergedAt = new Date('2026-11-03T09:30:00Z');
const opened = async (body: string) => {
  stage.forge.pullRequests.set(12, pullRequest({ body }));
  await stage.evaluate(12);
  await people.workOff();
};
const merged = async (body: string) => {
  stage.forge.pullRequests.set(12, pullRequest({ body, state: 'closed', merged: true, mergedAt, mergeCommitSha: sha }));
  await stage.evaluate(12);
  await people.workOff();
};
const shipped = () =>
  shipBet(stage.world, stage.shop, 12, { on: 'release', name: 'v1', sha }, new Date('2026-11-03T10:00:00Z'));
const due = async (day: string) => {
  stage.setNow(`${day}T12:00:00Z`);
  const outcome = await doWhatIsDue(stage.world, stage.shop, 12, stage.world.now());
  await people.workOff();
  return outcome;
};
const record = () => stage.store.betOf(stage.shop.id, 12);
/** The last readout: nothing moved. */
const concluded = async (body = bet) => {
  await merged(body);
  await shipped();
  expect(await due('2026-12-02')).toMatchObject({ status: 'posted', verdict: 'flat' });
};

describe('a decision', () => {
  test('comes after the last readout; before it the day is told', async () => {
    await opened(bet);
    expect(await people.comment(12, '/soundings decide keep')).toBe(
      'There is nothing to decide yet: this has not been merged. After the release it is measured, and after the last readout you can decide. `stop` is possible at any time if the bet rests on a hypothesis.',
    );
    await merged(bet);
    expect(await people.comment(12, '/soundings decide keep')).toMatch(
      /^There is nothing to decide yet: this has not been released\./,
    );
    await shipped();
    expect(await people.comment(12, '/soundings decide keep')).toBe(
      'There is nothing to decide yet: the last readout, on 1 Dec 2026, says what moved, and then you can decide. `stop` is possible at any time if the bet rests on a hypothesis.',
    );
    expect((await record())?.decision).toBeUndefined();
  });

  test('otherwise than recommended needs its reason, and is kept with it', async () => {
    await concluded();
    expect((await record())?.recommended).toBe('revert');
    expect(await people.comment(12, '/soundings decide keep "what we learned"')).toBe(
      'The readout recommends `revert`; to decide otherwise needs the reason, which is kept. Write `/soundings decide keep "why we decide otherwise"`, with your own words in the quotes.',
    );
    expect(await people.comment(12, '/soundings decide keep "it is simpler to look after"')).toBeUndefined();
    expect((await record())?.decision).toMatchObject({
      what: 'keep',
      recommended: 'revert',
      learned: 'it is simpler to look after',
      by: 'maintainer',
    });
    expect(people.said(12, 'forecast')[0]).toContain(
      '- Decided by `maintainer` on 2 Dec: **keep** (recommended was revert): it is simpler to look after.\n',
    );
  });

  test('is kept with the time at which it was said, however late it is heard of', async () => {
    await concluded();
    stage.setNow('2026-12-20T12:00:00Z');
    const at = new Date('2026-12-03T08:00:00Z');
    const body = '/soundings decide revert';
    await people.happens({ kind: 'comment-created', number: 12, onPullRequest: true, commentId: 71_001, body, at });
    expect((await record())?.decision).toMatchObject({ what: 'revert', at });
  });

  test('as recommended needs nothing; a later one replaces it, and both are told', async () => {
    await concluded();
    await people.comment(12, '/soundings decide revert', 'maintainer', 900);
    await people.comment(12, '/soundings decide revert', 'maintainer', 900);
    await people.comment(12, '/soundings decide iterate "a shorter form is next"');
    await people.comment(12, '/soundings decide revert', 'maintainer', 900);
    const { decision, decidedBefore } = (await record()) ?? {};
    expect(decision?.what).toBe('iterate');
    expect(decidedBefore?.map(({ what }) => what)).toEqual(['revert']);
    expect(people.said(12, 'forecast')[0]).toContain(
      '**iterate** (recommended was revert): a shorter form is next. It replaces revert.\n',
    );
  });

  test('is asked for once, a week after the last readout, and the question says what was decided', async () => {
    await concluded();
    expect(await due('2026-12-08')).toEqual({ status: 'nothing-due' });
    expect(await due('2026-12-09')).toEqual({ status: 'asked', what: 'decision' });
    expect(await due('2026-12-20')).toEqual({ status: 'nothing-due' });
    expect(people.said(12, 'question')).toEqual([
      `<!-- soundings:question v1 key=decision -->

### What happens to this change?

The last readout was on 2 Dec 2026: it did not move. @ben, nobody has decided yet. Recommendation: **revert**; another decision needs its reason in the quotes.

\`\`\`
/soundings decide revert "what we learned"
\`\`\`

Or \`keep\`, \`iterate\` or \`stop\` instead. This is asked once.
`,
    ]);
    await people.comment(12, '/soundings decide revert');
    expect(people.said(12, 'question')).toEqual([
      '<!-- soundings:question v1 state=answered key=decision -->\n\nDecided by `maintainer`: **revert**. Nothing to do.\n',
    ]);
  });

  test('is asked for without what was recommended when more might be shown', async () => {
    const sized = 'Key result: KR1\nExpect: signups +250 within 14 days';
    await concluded(sized);
    expect((await record())?.recommended).toBe('revert');
    stage.shop.private = false;
    await stage.store.rememberRepository(stage.shop, stage.world.now());
    await due('2026-12-09');
    const [question = ''] = people.said(12, 'question');
    expect(question).toContain('nobody has decided yet.');
    expect(question).not.toMatch(/Recommendation|revert "|did not move/);
    expect(await people.comment(12, '/soundings decide keep')).toBeUndefined();
    const [forecast = ''] = people.said(12, 'forecast');
    expect(forecast).toContain('**keep**');
    expect(forecast).not.toContain('recommended was');
  });

  test('made in time, nobody is asked', async () => {
    await concluded();
    await people.comment(12, '/soundings decide revert');
    expect(await due('2026-12-20')).toEqual({ status: 'nothing-due' });
    expect(people.said(12, 'question')).toEqual([]);
  });

  test('in a locked conversation the question waits', async () => {
    await concluded();
    stage.forge.locked = true;
    expect(await due('2026-12-09')).toEqual({ status: 'refused' });
    stage.forge.locked = false;
    expect(await due('2026-12-10')).toEqual({ status: 'asked', what: 'decision' });
  });

  test('where no bet is stated there is nothing to decide', async () => {
    await opened('Outcome: none (chore): dependencies');
    expect(await people.comment(12, '/soundings decide stop "why not"')).toBe(
      'There is nothing to decide here: this pull request states no bet.',
    );
  });

  test('an open one that is decided keeps its decision when the description changes, and is not asked after the readout', async () => {
    people.issue(42, formBody);
    await opened('Hypothesis: #42');
    await people.comment(12, '/soundings decide stop "the form is not what stops them"');
    await opened('Hypothesis: #42\nBecause: of more');
    await merged('Hypothesis: #42\nBecause: of more');
    await shipped();
    expect(await due('2026-12-02')).toMatchObject({ status: 'posted' });
    expect(people.said(12, 'final')[0]).toContain('Already decided: **stop**.');
    expect(await due('2026-12-20')).toEqual({ status: 'nothing-due' });
  });
});

describe('what was learned', () => {
  const discovery = 'Track: discovery\nHypothesis: #42';
  beforeEach(() => people.issue(42, formBody));

  test('is asked two weeks after the merge; nothing is measured; the answer ends it', async () => {
    await merged(discovery);
    await shipped();
    expect(people.said(12, 'forecast')[0]).toContain('- Merged on 3 Nov; what was learned is asked on 17 Nov.\n');
    expect(await due('2026-11-16')).toEqual({ status: 'nothing-due' });
    expect(await due('2026-11-18')).toEqual({ status: 'asked', what: 'learning' });
    expect(people.said(12, 'question')).toEqual([
      `<!-- soundings:question v1 key=learning -->

### What was learned about #42?

This was merged on 3 Nov 2026 to find something out. @ben, a sentence is enough, and "nothing" is an answer too:

\`\`\`
/soundings learned "what we know now that we did not know before"
\`\`\`

If that settles the hypothesis, one of these answers for both:

\`\`\`
/soundings hypothesis validated "what showed it"
/soundings hypothesis invalidated "what showed it"
/soundings hypothesis inconclusive "what showed it"
\`\`\`
`,
    ]);
    expect(await people.comment(12, '/soundings learned "they look for the price first"')).toBeUndefined();
    expect(people.said(12, 'question')).toEqual([
      `<!-- soundings:question v1 state=answered key=learning -->

\`maintainer\` said on 18 Nov 2026 what was learned: they look for the price first

What was learned is kept with the bet.
`,
    ]);
    expect(await record()).toMatchObject({ state: 'concluded', learned: { text: 'they look for the price first' } });
    expect(people.said(12, 'forecast')[0]).toContain(
      '- `maintainer` said on 18 Nov what was learned: they look for the price first.\n',
    );
  });

  test('said of the hypothesis, it is said for both', async () => {
    await merged(discovery);
    await people.comment(12, '/soundings invalidated "they look for the price first"');
    expect((await record())?.learned?.text).toBe('they look for the price first');
    expect(people.labelsOf(42)).toEqual(['soundings:invalidated']);
    expect(await due('2026-11-18')).toEqual({ status: 'nothing-due' });
  });

  test('an experiment that was taken back is asked all the same', async () => {
    await merged(discovery);
    await undoBet(stage.world, stage.shop, 12, { by: 'revert', number: 14, at: new Date('2026-11-10T00:00:00Z') });
    expect(await due('2026-11-18')).toEqual({ status: 'asked', what: 'learning' });
  });

  test('of a pull request of delivery is said with its decision', async () => {
    await merged(bet);
    expect(await people.comment(12, '/soundings learned "much"')).toBe(
      '`/soundings learned` is for pull requests of discovery (`Track: discovery`). Say what this one taught with its decision: `/soundings decide keep "what we learned"`, after the last readout.',
    );
  });
});
