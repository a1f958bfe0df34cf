import { describe, expect, test } from 'vitest';
import type { Answer, Readout } from '../../../src/domain/readout/readout.ts';
import { readoutAsTold } from '../../../src/domain/readout/told.ts';
import { renderSuperseded } from '../../../src/render/readout/readout-comment.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { renderReadout } from '../../stage/samples/rendered.ts';
import {
  effect,
  endings,
  guard,
  latency,
  movement,
  projects,
  readout,
  series,
  staked,
} from '../../stage/samples/sample-bets.ts';

/** No-break spaces as spaces, to be read here. */
const read = (body: string) => body.replaceAll('\u00a0', ' ');
/** What is seen before anything is unfolded. */
const screen = (part: Partial<Readout> = {}) =>
  read(renderReadout({ ...readout, ...part })).replace(/<details>[\s\S]*<\/details>\n\n/, '');
const line = (part: Partial<Readout>, start: string) =>
  screen(part)
    .split('\n')
    .find((one) => one.startsWith(start));

const howToDecide = (what: string, others: string) =>
  `To decide, copy this line into a comment:

\`\`\`
/soundings decide ${what} "what we learned"
\`\`\`

Or ${others} instead, with the reason in the quotes.`;

describe('the last readout', () => {
  test('it moved', () => {
    expect(screen()).toBe(`<!-- soundings:final v1 verdict=moved -->

### It moved: Visit to sign-up rate up 11.8%, 10% was expected

In the 14 days since **v1.4.0** (3 Nov): **3.49%**, against 3.12% expected without it. The effect is +11.8% (95% interval +7.9% to +15.9%).

- **Guard** p95 latency held (243 ms).
- **KR1** is at 3.49%, on the way from 3.1% to 4.0% by 31 Dec.
- **Upstream** Completed projects up 4% (interval -1% to +9%): too early to say.
- **Cause** This coincides with **v1.4.0**; a before/after comparison cannot prove the cause. The effect is shared with #118, which shipped too close to tell apart, and is counted once. **v1.4.0** also held #121 and #124.

@ada, the movement is there. Recommendation: **keep**, because it moved, though other changes share the effect. To decide, copy this line into a comment:

\`\`\`
/soundings decide keep "what we learned"
\`\`\`

Or \`iterate\`, \`revert\` or \`stop\` instead, with the reason in the quotes.
`);
  });

  test.each<[keyof typeof endings, string, string, string]>([
    [
      'moved-less',
      'It moved less than expected: Visit to sign-up rate up 4.3%, 10% was expected',
      'The effect is +4.3% (95% interval +1.2% to +7.4%).',
      `@ada, it helps, but less than expected. Recommendation: **iterate**, because it helps, and part of the way is left. ${howToDecide('iterate', '`keep`, `revert` or `stop`')}`,
    ],
    [
      'flat',
      'It did not move: the 10% expected of Visit to sign-up rate is ruled out',
      'The effect is +0.4% (95% interval -2.1% to +3%). The 10% expected lies outside it.',
      `@ada, that is a clear answer. Recommendation: **revert**, because the expected movement is ruled out, and code that stays has to be maintained. ${howToDecide('revert', '`keep`, `iterate` or `stop`')}`,
    ],
    [
      'inconclusive',
      'Cannot tell yet: Visit to sign-up rate may have moved the 10% expected, or not at all',
      'The effect is +5.4% (95% interval -3% to +14%). The interval includes both zero and the 10% expected. It would take about 15 more days to tell.',
      `@ada, nothing can be concluded from this. To measure longer, once, comment \`/soundings extend 15d\`. Recommendation: **iterate**, because a longer window, or users without the change to compare with, would tell. ${howToDecide('iterate', '`keep`, `revert` or `stop`')}`,
    ],
    [
      'backfired',
      'It moved the wrong way: Visit to sign-up rate down 8%, a rise of 10% was expected',
      'The effect is -8% (95% interval -12% to -4%).',
      `@ada, decide whether to revert it, after a look at what else shipped (#118, #121 and #124). Recommendation: **revert**, because it moved the wrong way. ${howToDecide('revert', '`keep`, `iterate` or `stop`')}`,
    ],
    [
      'no-data',
      'No data: Visit to sign-up rate has had no value since 6 Nov',
      '**v1.4.0** shipped on 3 Nov; the last value is from 3 days after it (source `warehouse/signup_rate`, owner `@acme/growth`). Tried again daily until 24 Nov; after that it is listed as a silent ship.',
      '@ada, ask the owner of the metric for its data; the readout follows here as soon as there is any.',
    ],
  ])('%s', (verdict, headline, lead, next) => {
    const said = screen(endings[verdict]);
    expect(said).toMatch(new RegExp(`^<!-- soundings:final v1 verdict=${verdict} -->\n`));
    expect(said).toContain(`\n\n### ${headline}\n\n`);
    expect(said).toContain(lead);
    expect(said.endsWith(`\n\n${next}\n`)).toBe(true);
  });

  test('a metric that is good when it falls', () => {
    const fell = movement({
      movement: { ...staked, metric: latency },
      expected: { low: -0.1, high: -0.05 },
      answer: effect(241, -0.118, -0.16, -0.08),
    });
    expect(line({ movements: [fell] }, '### ')).toBe('### It moved: p95 latency down 11.8%, 5% to 10% was expected');
    const rose = { ...fell, verdict: 'backfired' as const, answer: effect(241, 0.12, 0.08, 0.16) };
    expect(line({ movements: [rose], verdict: 'backfired' }, '### ')).toBe(
      '### It moved the wrong way: p95 latency up 12%, a fall of 5% to 10% was expected',
    );
  });

  test('what is ruled out on one side only is not called no movement', () => {
    const wide = movement({ verdict: 'flat', answer: effect(0.0312, -0.21, -0.39, 0.02) });
    const said = screen({ movements: [wide], verdict: 'flat' });
    expect(said).toContain(
      '### Not as expected: the 10% expected of Visit to sign-up rate is ruled out, a movement the wrong way is not\n',
    );
    expect(said).not.toMatch(/did not move|clear answer/);
  });

  test('more days are advised where they help: as many as it would take, and none where half a year would not do', () => {
    const unclear = (detectable: number) =>
      screen({
        movements: [
          movement({ verdict: 'inconclusive', answer: { ...effect(0.0312, 0.054, -0.03, 0.14), detectable } }),
        ],
        verdict: 'inconclusive',
      });
    expect(unclear(0.2)).toMatch(/take about 39 more days.*\/soundings extend 39d/s);
    expect(unclear(0.2)).toContain('### Cannot tell yet: ');
    expect(unclear(0.9)).toContain('### Cannot tell: ');
    expect(unclear(0.9)).not.toContain('/soundings extend');
  });

  test('a history that never varied: what would tell is a level, no longer window', () => {
    const text = 'The value was the same on every day before the release: there is no telling what is usual.';
    const steady = movement({ verdict: 'inconclusive', answer: { kind: 'unanswerable', reason: 'constant', text } });
    const said = screen({ movements: [steady], verdict: 'inconclusive' });
    expect(said).toContain('### Cannot tell: Visit to sign-up rate has no ups and downs to compare with');
    expect(said).toContain('a level that is expected, such as `at least 50`, would tell');
    expect(said).not.toMatch(/longer window|soundings extend/);
  });

  test('nothing was expected', () => {
    const { expected: _, ...without } = movement();
    expect(line({ movements: [without] }, '### ')).toBe('### It moved: Visit to sign-up rate up 11.8%');
    const unclear = { ...without, verdict: 'inconclusive' as const, answer: effect(0.0312, 0.01, -0.02, 0.04) };
    const said = screen({ movements: [unclear], verdict: 'inconclusive' });
    expect(said).toContain('### Cannot tell yet: Visit to sign-up rate may have moved, or not at all\n');
    expect(said).toContain('The interval includes both zero and a movement. 13 days can show changes of 4.2% or more.');
  });

  test.each([
    [0.101, 'It would take about 1 more day to tell.'],
    [0.4, 'it would take more than half a year to tell.'],
    [Number.POSITIVE_INFINITY, 'The interval includes both zero and the 10% expected.\n'],
  ])('how long it would take: %d', (detectable, said) => {
    const answer = effect(0.0312, 0.05, -0.03, 0.14, { detectable });
    const movements = [movement({ verdict: 'inconclusive', answer })];
    expect(screen({ movements, verdict: 'inconclusive' })).toContain(said);
  });

  test('hours of data are told in days', () => {
    const answer = effect(0.0312, 0.05, -0.03, 0.14, { detectable: 0.2, bucketsAfter: 336, bucketsBefore: 2400 });
    const hourly = movement({ verdict: 'inconclusive', answer, series: { ...series(0.0312), bucket: 'hour' } });
    const body = read(renderReadout({ ...readout, verdict: 'inconclusive', movements: [hourly] }));
    expect(body).toContain('It would take about 42 more days to tell.');
    expect(body).toContain(
      '- 14 days since the release, compared with 100 before it, can show changes of 20% or more.',
    );
  });

  test('several movements: the one that backfired is what it is about', () => {
    const harmed = movement({
      movement: { ...staked, metric: latency },
      expected: { low: -0.1, high: -0.1 },
      answer: effect(241, 0.05, 0.02, 0.08),
      verdict: 'backfired',
    });
    const said = screen({ verdict: 'backfired', movements: [movement(), harmed] });
    expect(said).toContain('### It moved the wrong way: p95 latency up 5%, a fall of 10% was expected\n');
    expect(said).toContain(`|  | expected | effect | 95% interval |  |
|---|---|---|---|---|
| Visit to sign-up rate | +10% | +11.8% | +7.9% to +15.9% | moved |
| p95 latency | -10% | +5% | +2% to +8% | moved the wrong way |`);
  });

  test('several movements that share the chance of a false alarm: each interval says how sure it is', () => {
    const [first, second] = [effect(0.0312, 0.118, 0.079, 0.159), effect(241, -0.1, -0.15, -0.05)];
    const movements = (one: number, other: number) => [
      movement({ answer: { ...first, confidence: one } }),
      movement({ movement: { ...staked, metric: latency }, answer: { ...second, confidence: other } }),
    ];
    const apart = screen({ movements: movements(0.975, 0.95) });
    expect(apart).toContain('The effect is +11.8% (97.5% interval +7.9% to +15.9%).');
    expect(apart).toContain(`|  | expected | effect | interval |  |
|---|---|---|---|---|
| Visit to sign-up rate | +10% | +11.8% | +7.9% to +15.9% (97.5% interval) | moved |
| p95 latency | +10% | -10% | -15% to -5% (95% interval) | moved |

Several movements are several chances to be misled, so their intervals are wider.`);
    expect(screen({ movements: movements(0.975, 0.975) })).toContain('| effect | 97.5% interval |');
    const alike = screen({ movements: movements(0.95, 0.95) });
    expect(alike).toContain('| effect | 95% interval |');
    expect(alike).not.toContain('Several movements');
  });

  test('ruled out by less than its figures show', () => {
    const close = movement({ verdict: 'flat', answer: effect(0.0312, 0.01, -0.08, 0.0998) });
    expect(screen({ verdict: 'flat', movements: [close] })).toContain(
      '(95% interval -8% to +10%). The 10% expected lies just outside it.',
    );
  });

  test.each(['flat', 'inconclusive'] as const)(
    '%s: of what did not move no cause is told, only what else shipped',
    (verdict) => {
      const body = screen(endings[verdict]);
      expect(body).not.toContain('**Cause**');
      expect(body).toContain('- **Alongside** #118 shipped on the same metric in these days,');
      expect(screen({ ...endings[verdict], others: [], shippedTogether: [] })).not.toContain('Alongside');
    },
  );

  test.each<[Answer, Readout['verdict'], string, string]>([
    [
      { kind: 'no-data' },
      'no-data',
      'No data: Visit to sign-up rate has had no value since the release',
      '**v1.4.0** shipped on 3 Nov; there is no value after it (source',
    ],
    [
      { kind: 'failed', failure: { reason: 'timeout', text: 'the source did not answer within 10 s' } },
      'no-data',
      'No data: Visit to sign-up rate cannot be measured',
      '**v1.4.0** shipped on 3 Nov: the source did not answer within 10 s (source',
    ],
    [
      {
        kind: 'unanswerable',
        reason: 'too-few-before',
        text: 'There are 3 days with a value before the release; 28 are needed.',
      },
      'no-data',
      'No data: too little of Visit to sign-up rate to tell',
      'In the 14 days since **v1.4.0** (3 Nov): there are 3 days with a value before the release; 28 are needed.',
    ],
    [
      {
        kind: 'unanswerable',
        reason: 'too-few-after',
        text: 'There are 3 days with a value since the release; 7 are needed.',
      },
      'inconclusive',
      'Cannot tell yet: too few days of Visit to sign-up rate since the release',
      'there are 3 days with a value since the release; 7 are needed.',
    ],
  ])('no figure', (answer, verdict, headline, lead) => {
    const said = screen({ verdict, movements: [movement({ answer, verdict })] });
    expect(said).toContain(`### ${headline}\n\n`);
    expect(said).toContain(lead);
    expect(said).not.toContain('**Cause**');
  });

  test('when the patience is over it stands as a silent ship', () => {
    const { 'no-data': silent } = endings;
    const said = screen({ ...silent, silence: { metrics: [] } });
    expect(said).toContain('It is listed as a silent ship: shipped, and nobody knows whether it worked.');
    expect(said).toContain('@ada, without data there is no answer.');
  });

  test('the year where it is not the reader’s', () => {
    const shipped = { shippedAt: new Date('2026-12-28T10:00:00Z') };
    expect(line(shipped, 'In the 14 days')).toContain('since **v1.4.0** (28 Dec 2026)');
  });

  test.each([
    ['dependabot[bot]', '`dependabot[bot]`, the movement'],
    ['a@b', '`a@b`, the movement'],
    ['ghost', '`ghost`, the movement'],
    ['Ada-L', '@Ada-L, the movement'],
  ])('whom it mentions: %s', (author, said) => expect(screen({ author })).toContain(`\n${said}`));
});

describe('beside the answer', () => {
  test.each<[string, Parameters<typeof guard>[0], string]>([
    [
      'breached',
      { state: 'breached', answer: effect(241, 0.12, 0.08, 0.16) },
      'got worse by 12% (interval +8% to +16%), more than the 5% allowed.',
    ],
    [
      'unclear',
      { state: 'unclear', answer: effect(241, 0.03, -0.02, 0.08) },
      ': cannot tell whether it got worse by more than 5% (interval -2% to +8%).',
    ],
    [
      'silent',
      { state: 'no-data', answer: { kind: 'no-data', lastAt: new Date('2026-11-02') } },
      ': no data since 2 Nov.',
    ],
    [
      'failing',
      {
        state: 'no-data',
        answer: { kind: 'failed', failure: { reason: 'timeout', text: 'the source did not answer' } },
      },
      ': cannot be measured: the source did not answer.',
    ],
  ])('a guardrail %s', (_, part, said) => {
    const glue = said.startsWith(':') ? '' : ' ';
    expect(line({ guards: [guard(part)] }, '- **Guard**')).toBe(`- **Guard** p95 latency${glue}${said}`);
  });

  test('a breached guardrail needs a look whatever the rest says', () => {
    expect(screen({ guards: [guard({ state: 'breached' })] })).toContain(
      '@ada, the movement is there. A guardrail was breached: look at that first, no matter what the rest says. Recommendation: **iterate**, because it moved, and a guardrail was breached with it.',
    );
  });

  test('decided before the last readout: nobody is asked again', () => {
    expect(screen({ decided: 'stop' })).toMatch(
      /\n\n@ada, the movement is there\. Already decided: \*\*stop\*\*\..*\n$/,
    );
  });

  test.each<[Answer, string]>([
    [effect(1240, 0.04, 0.01, 0.09), ' up 4% (interval +1% to +9%), for the better.'],
    [effect(1240, -0.04, -0.09, -0.01), ' down 4% (interval -9% to -1%), for the worse.'],
    [effect(1240, 0, -0.01, 0.01), ' unchanged (interval -1% to +1%): too early to say.'],
    [{ kind: 'no-data' }, ': no data.'],
  ])('upstream', (answer, said) => {
    expect(line({ upstream: [{ metric: projects, answer }] }, '- **Upstream**')).toBe(
      `- **Upstream** Completed projects${said}`,
    );
  });

  test('a key result that is reached', () => {
    const movements = [movement({ answer: effect(0.0312, 0.3, 0.2, 0.4) })];
    expect(line({ movements }, '- **KR1**')).toBe('- **KR1** is reached: 4.06% of 4.0% by 31 Dec.');
  });

  test('a key result on the metric of the bet is at the level that was measured, on another at its own', () => {
    const keyResults = readout.keyResults.map((row) => ({ ...row, now: 0.0351 }));
    expect(line({ keyResults }, '- **KR1**')).toContain('is at 3.49%,');
    const elsewhere = keyResults.map((row) => ({ ...row, metric: { ...row.metric, name: 'other' } }));
    expect(line({ keyResults: elsewhere }, '- **KR1**')).toContain('is at 3.51%,');
  });

  test('nothing else shipped', () => {
    expect(line({ others: [], shippedTogether: [] }, '- **Cause**')).toBe(
      '- **Cause** This coincides with **v1.4.0**; a before/after comparison cannot prove the cause.',
    );
  });

  test('what makes the answer doubtful is seen at once, the rest is folded', () => {
    const answer = effect(0.0312, 0.118, 0.079, 0.159, {
      warnings: [
        { kind: 'revised', text: 'The source has revised 8 of 58 values since they were first read.' },
        { kind: 'gaps', text: 'Three days have no value.' },
      ],
      controls: ['visits'],
    });
    const body = read(renderReadout({ ...readout, movements: [movement({ answer })] }));
    expect(body.split('<details>')[0]).toContain(
      '- **With care** The source has revised 8 of 58 values since they were first read.',
    );
    expect(body.split('<details>')[0]).not.toContain('Three days');
    expect(body).toContain('- Compared with visits, which this change does not touch.\n');
    expect(body).toContain('- Three days have no value.');
  });

  test('amended', () => {
    expect(screen({ amended: true })).toContain(
      '- The description was amended after the merge; the bet is judged as merged.\n',
    );
  });

  test('stated only after the merge: nothing is called as merged', () => {
    const late = screen({ amended: true, statedAfterMerge: new Date('2026-11-06T08:00:00Z') });
    expect(late).toContain(
      '- The bet was stated on 6 Nov, after the merge: it is judged as stated then, and does not count in the record of bets.\n',
    );
    expect(late).not.toContain('as merged');
  });

  test('the fold: chart with the release, and the figures', () => {
    const body = read(renderReadout(readout));
    expect(body).toContain(`<details><summary>Chart and figures</summary>

**Visit to sign-up rate**. Blue: measured, by week (pale blue: each day). Amber: expected without the release (pale amber: the range its weeks usually stay in). Grey: the day of the release.

\`\`\`mermaid`);
    expect(body).toContain('x-axis "days since the release" -75 --> 13');
    expect(body).toMatch(
      /bar "release" \[[^\]]+\]\n {2}line "low" \[[^\]]+\]\n {2}line "high" \[[^\]]+\]\n {2}line "expected" \[[^\]]+\]\n {2}line "day" \[[^\]]+\]\n {2}line "measured" \[/,
    );
    expect(body).toContain(
      '| 28 days before | expected without the release | measured since |\n|---|---|---|\n| 3.06% | 3.12% | 3.49% |',
    );
    expect(body).toContain('- 13 days after the day of the release, compared with 100 before it, can show changes of ');
    expect(body).toContain('| 27 Oct | 3.10% |  |\n| 4 Nov | 3.51% | 3.14% |\n| 11 Nov |');
  });

  test('the lines of the chart part at the release', () => {
    const body = renderReadout(readout);
    const points = (name: string) =>
      (new RegExp(`(?:line|bar) "${name}" \\[([^\\]]+)\\]`).exec(body)?.[1] ?? '').split(', ').map(Number);
    const [measured, without, peak] = [points('measured'), points('expected'), points('release')];
    expect(measured).toHaveLength(89);
    expect(without.slice(0, 76)).toEqual(measured.slice(0, 76));
    expect(without.slice(76).every((value, at) => value < (measured[76 + at] ?? 0))).toBe(true);
    expect(peak.indexOf(Math.max(...peak))).toBe(75);
    const [low, high] = [points('low'), points('high')];
    expect(without.slice(76).every((value, at) => (low[76 + at] ?? 9) < value && value < (high[76 + at] ?? 0))).toBe(
      true,
    );
  });
});

describe('an interim one', () => {
  const interim = { interim: true, afterDays: 7 };
  test.each<[keyof typeof endings, string]>([
    ['moved', 'Visit to sign-up rate up 11.8% so far'],
    ['flat', 'no clear movement of Visit to sign-up rate so far'],
    ['backfired', 'Visit to sign-up rate down 8% so far, the wrong way'],
    ['no-data', 'no data of Visit to sign-up rate so far'],
  ])('%s', (verdict, said) => {
    const { silence: _, ...one } = endings[verdict];
    const body = screen({ ...one, ...interim });
    expect(body).toMatch(new RegExp(`^<!-- soundings:interim v1 verdict=${verdict} -->\n`));
    expect(body).toContain(`### Interim, day 7: ${said}\n`);
    expect(body).not.toContain('@ada');
    expect(body).not.toContain('silent ship');
  });

  test('tells what is news since the forecast: the last one tells all', () => {
    const last = screen({});
    const body = screen(interim);
    for (const [line, isNews] of [
      ['**KR1** is at', false],
      ['**Upstream** Completed projects', false],
      ['**Cause** This coincides', false],
      ['against', true],
    ] as const) {
      expect([line, last.includes(line)]).toEqual([line, true]);
      expect([line, body.includes(line)]).toEqual([line, isNews]);
    }
    const held = readout.guards.map((guard) => ({ ...guard, state: 'held' as const }));
    const broken = readout.guards.map((guard) => ({ ...guard, state: 'breached' as const }));
    expect(screen({ ...interim, guards: held })).not.toContain('**Guard**');
    expect(renderReadout({ ...readout, ...interim, guards: held })).toContain(
      '<summary>Guardrails without news</summary>',
    );
    expect(screen({ ...interim, guards: broken })).toContain('**Guard**');
  });

  test('its interval is wider than 95%, because early looks may not cry wolf', () => {
    expect(screen(interim)).toContain('(99.8% interval +7.9% to +15.9%)');
    expect(screen({ interim: true, afterDays: 14 })).toContain('(99.5% interval');
  });

  test.each<[Partial<Readout>, string]>([
    [{}, 'This is interim: the verdict comes with the last readout. Nothing to do now.'],
    [
      { nextDue: new Date('2026-11-17'), lastDue: new Date('2026-11-17') },
      'This is interim: the verdict comes with the last readout, on 17 Nov. Nothing to do now.',
    ],
    [
      { nextDue: new Date('2026-11-17'), lastDue: new Date('2026-12-01') },
      'This is interim: the verdict comes with the last readout, on 1 Dec; the next one is due 17 Nov. Nothing to do now.',
    ],
  ])('when the next and the last are due', (part, said) => {
    expect(screen({ ...interim, ...part }).endsWith(`\n\n${said}\n`)).toBe(true);
  });
});

test('redacted: the effect and its interval, no level anywhere', () => {
  const body = read(renderReadout(readoutAsTold({ ...readout, disclosure: redacted })));
  expect(body).toContain(
    'In the 14 days since **v1.4.0** (3 Nov): an effect of +11.8% (95% interval +7.9% to +15.9%).',
  );
  expect(body).toContain('- **Guard** p95 latency held (+0.8%).');
  expect(body).toContain('- **KR1** Visit to sign-up rate, by 31 Dec.');
  expect(body).toContain('as an index: 100 is the level expected without the release.');
  expect(body).not.toMatch(/\b3\.\d+ ?%|\b24\d ms|4\.0%|"percent"/);
});

test('a readout that data have overtaken is a line', () => {
  expect(renderSuperseded()).toBe(`<!-- soundings:final v1 verdict=no-data superseded=yes -->

There was no data at first; it has arrived since, and the readout is a comment below.
`);
});

test('a bet released by a deployment or its merge', () => {
  expect(line({ signal: { on: 'deployment', environment: 'production', sha: 'a' } }, 'In the')).toContain(
    'In the 14 days since the deployment to **production** (3 Nov):',
  );
  expect(line({ signal: { on: 'merge', sha: 'a' } }, 'In the')).toContain('In the 14 days since the merge (3 Nov):');
});
