import { describe, expect, test } from 'vitest';
import type { ArmSizes } from '../../../src/analysis/effect.ts';
import { unanswerable } from '../../../src/analysis/unanswerable.ts';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import type { Forecast, ForecastRow } from '../../../src/domain/forecast/forecast.ts';
import type { Readout } from '../../../src/domain/readout/readout.ts';
import { renderAlarm } from '../../../src/render/readout/alarm-comment.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { renderForecast, renderReadout } from '../../stage/samples/rendered.ts';
import { effect, forecast, guard, movement, readout, release, shippedAt } from '../../stage/samples/sample-bets.ts';

const read = (body: string) => body.replaceAll('\u00a0', ' ');
/** The lines that are seen before anything is unfolded. */
const screen = (body: string) => read(body).replace(/<details>[\s\S]*<\/details>\n\n/, '');

const arms: ArmSizes = { control: { name: 'control', n: 20_388 }, treatment: { name: 'treatment', n: 20_412 } };
const compared = (relative: number, low: number, high: number, sizes = arms) =>
  effect(0.0312, relative, low, high, { arms: sizes, bucketsBefore: 0, confidence: 0.95 });
const moved = movement({ answer: compared(0.118, 0.079, 0.159) });
const concluded: Readout = {
  ...readout,
  movements: [moved],
  guards: [],
  upstream: [],
  others: [],
  shippedTogether: [],
};
const shown = (part: Partial<Readout>) => screen(renderReadout({ ...concluded, ...part })).split('\n\n');

describe('a readout of two groups', () => {
  test('moved: the levels of both, how many are in each, and that the change is the cause', () => {
    const [, headline, lead, lines] = shown({});
    expect(headline).toBe('### It moved: Visit to sign-up rate up 11.8%, 10% was expected');
    expect(lead).toBe(
      'In the 14 days since **v1.4.0** (3 Nov): **3.49%** with the change, against 3.12% without it. The effect is +11.8% (95% interval +7.9% to +15.9%).',
    );
    expect(lines).toBe(
      '- **KR1** is at 3.49%, on the way from 3.1% to 4.0% by 31 Dec.\n- **Cause** Two groups in the same days: 20,412 with the change (`treatment`) and 20,388 without it (`control`). Whatever else happened, happened to both, so the difference is due to the change, if the groups were drawn at random.',
    );
  });

  test('nothing is said of what shipped alongside, which both groups lived through', () => {
    const said = shown({ others: readout.others, shippedTogether: [121] })[3];
    expect(said).not.toContain('coincides');
    expect(said).not.toContain('#118');
  });

  test('a key result stands where everybody is, not where the group with the change is', () => {
    const row = concluded.keyResults[0];
    if (!row) throw new Error('the sample has a key result');
    expect(shown({ keyResults: [{ ...row, now: 0.033 }] })[3]).toContain('**KR1** is at 3.3%');
  });

  test('interim: an interval that is good at every look', () => {
    const answer = compared(0.118, 0.02, 0.21, { ...arms, anytime: true });
    expect(shown({ interim: true, afterDays: 7, movements: [{ ...moved, answer }] })[2]).toBe(
      'In the 7 days since **v1.4.0** (3 Nov): **3.49%** with the change, against 3.12% without it. The effect is +11.8% (95% interval, valid at every look, +2% to +21%).',
    );
  });

  test('figures kept back: shares of the groups, and no level', () => {
    const body = read(renderReadout({ ...concluded, keyResults: [], disclosure: redacted }));
    expect(body).toContain(': an effect of +11.8% (95% interval +7.9% to +15.9%).');
    expect(body).toContain('50% with the change (`treatment`) and 50% without it (`control`)');
    expect(body).toContain('as an index: 100 is the level of the group without the change');
    expect(body).not.toMatch(/20,4|3\.49|3\.12/);
  });

  test('the fold: both groups drawn and written, week by week', () => {
    const body = read(renderReadout(concluded));
    expect(body).toContain(
      'Blue: the group with the change. Amber: the group without it. Both by week. Grey: the day of the release.',
    );
    expect(body).toContain('| without the change | with the change |\n|---|---|\n| 3.12% | 3.49% |');
    expect(body).toContain('| 7 days from | with the change | without it |');
    expect(body).toContain('  line "without" [');
    expect(body).toContain('  line "with" [');
    expect(body).not.toContain('line "low"');
    expect(body).toContain('- 13 days with both groups can show differences of 5.6% or more.');
  });

  const unfit = (part: Partial<Readout>, ...said: Parameters<typeof unanswerable>) =>
    shown({
      verdict: 'inconclusive',
      keyResults: [],
      movements: [movement({ verdict: 'inconclusive', answer: { ...unanswerable(...said), arms: uneven } })],
      ...part,
    });
  const uneven: ArmSizes = { control: { name: 'a', n: 19_000 }, treatment: { name: 'b', n: 21_000 } };

  test('groups of the wrong sizes: said first, and nothing is concluded', () => {
    const text = 'The two groups did not get the shares of people that they were meant to.';
    const [, headline, lead, lines] = unfit({}, 'sample-ratio', text);
    expect(headline).toBe(
      '### Cannot tell: the two groups of the experiment on Visit to sign-up rate do not have the sizes they were meant to',
    );
    expect(lead).toBe(
      'In the 14 days since **v1.4.0** (3 Nov): the two groups did not get the shares of people that they were meant to.',
    );
    expect(lines).toBe('- **Groups** 21,000 with the change (`b`) and 19,000 without it (`a`); halves were meant.');
    expect(unfit({ interim: true, afterDays: 7 }, 'sample-ratio', text)[1]).toBe(
      '### Interim, day 7: the two groups of the experiment on Visit to sign-up rate do not have the sizes they were meant to',
    );
  });

  test('the shares that were meant, where the map says so', () => {
    const split: [number, number] = [90, 10];
    const answer = { ...unanswerable('sample-ratio', 'They differ.'), arms: { ...uneven, split } };
    const wrong = movement({ verdict: 'inconclusive', answer });
    expect(shown({ verdict: 'inconclusive', keyResults: [], movements: [wrong] })[3]).toBe(
      '- **Groups** 21,000 with the change (`b`) and 19,000 without it (`a`); 10% with it and 90% without it were meant.',
    );
  });

  test('too few people', () => {
    const [, headline] = unfit(
      {},
      'too-few-in-arm',
      'Fewer than 10 people of one of the two groups did it, or did not.',
    );
    expect(headline).toBe('### Cannot tell yet: too few people in the experiment on Visit to sign-up rate');
  });
});

test('an alarm', () => {
  const breached = guard({ state: 'breached', answer: effect(241, 0.12, 0.08, 0.16, { arms }) });
  expect(
    read(renderAlarm({ guard: breached, author: 'ada', shippedAt, signal: release, disclosure: everything })),
  ).toContain(
    'Since **v1.4.0** (3 Nov): 270 ms with the change, against 241 ms without it. The effect is +12% (interval +8% to +16%). Two groups were measured in the same days, so the difference is due to the change, if they were drawn at random.',
  );
});

describe('a forecast of an experiment', () => {
  const [row] = forecast.rows;
  if (!row) throw new Error('the sample has a row');
  const names = { control: 'old', treatment: 'new' };
  const told = (rows: ForecastRow[], part: Partial<Forecast> = {}) =>
    screen(renderForecast({ ...forecast, rows, ...part }));

  test('which group gets the change, and that other bets do not disturb it', () => {
    const body = told([{ ...row, experiment: names }]);
    expect(body).toContain(
      '- **Experiment** `new` gets the change, `old` does not: the two groups are compared over the same days, once we have checked that the split matches the plan.\n- **Also on this metric** #118 (measured until 17 Nov): they affect both groups of the experiment alike.\n',
    );
    expect(body).not.toContain('before/after');
  });

  test('one that has not begun can be measured all the same', () => {
    const { detectable: _, expected: __, ...rest } = row;
    const body = told([{ ...rest, baseline: { kind: 'empty' }, experiment: names }]);
    expect(body).toContain('measurable=yes');
    expect(body).toContain('### Visit to sign-up rate should rise 10% within 14 days of the release\n');
    expect(body).toContain('| Visit to sign-up rate | an experiment, not begun | +10% |');
    expect(body).not.toContain('nobody will know');
  });

  test('too small to see: more people would do', () => {
    const change = { kind: 'relative' as const, low: 0.01, high: 0.01 };
    const small = { ...row, experiment: names, expected: { level: change, relative: change } };
    expect(told([small])).toContain(
      '\n\n+1% is smaller than what 14 days can show here (4.1%). No window up to half a year could; more people in the groups could. It can still ship',
    );
  });
});
