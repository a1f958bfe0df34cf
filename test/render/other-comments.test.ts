import { describe, expect, test } from 'vitest';
import { everything } from '../../src/domain/disclosure/disclosure.ts';
import { offeredKeyResults } from '../../src/domain/outcome-map/offered-key-results.ts';
import { type Reply, renderReply } from '../../src/render/commands/reply-comment.ts';
import { renderReferenceAdvice, renderReferenceResolved } from '../../src/render/hypothesis/reference-comment.ts';
import { renderAlarm } from '../../src/render/readout/alarm-comment.ts';
import { redacted } from '../stage/samples/disclosures.ts';
import { shopMap } from '../stage/samples/outcome-map-of-a-shop.ts';
import { effect, guard, release, shippedAt } from '../stage/samples/sample-bets.ts';

const offered = offeredKeyResults(shopMap(), new Date('2026-11-05T00:00:00Z'));

/** No-break spaces as spaces, to be read here. */
const read = (body: string) => body.replaceAll('\u00a0', ' ');

describe('an alarm', () => {
  const breached = guard({ state: 'breached', answer: effect(241, 0.12, 0.08, 0.16) });
  const alarm = { guard: breached, author: 'ada', shippedAt, signal: release, disclosure: everything };

  test('says what got worse, by how much, and what to do', () => {
    expect(read(renderAlarm(alarm))).toBe(`<!-- soundings:alarm v1 metric=p95_latency -->

### p95 latency got worse by 12%, more than the 5% allowed

Since **v1.4.0** (3 Nov): 270 ms, against 241 ms expected without it. The effect is +12% (interval +8% to +16%). It coincides with the release; a before/after comparison cannot prove the cause.

What to do: check whether this change is the cause, and whether to revert it. The readouts follow as planned. Owner \`@acme/platform\`, source \`prometheus/p95\`.
`);
  });

  test('redacted: no level', () => {
    expect(read(renderAlarm({ ...alarm, disclosure: redacted }))).toContain(
      'Since **v1.4.0** (3 Nov): an effect of +12% (interval +8% to +16%).',
    );
  });
});

describe('an issue without a reference', () => {
  test('what to write, and the names that there are', () => {
    expect(
      read(renderReferenceAdvice({ map: shopMap(), objections: [], offered, disclosure: everything })),
    ).toBe(`<!-- soundings:reference v1 -->

### Which outcome does this serve?

The description does not say. This blocks nothing.

Add to it, for example:

\`\`\`
Key result: KR1
Expect: signup_rate +3% within 28 days
\`\`\`

Key results:

- **KR1** Visit to sign-up rate 3.1% to 4.0% by 31 Dec 2026
- **KR2** Twice the projects: Completed projects 100 to 200 by 31 Dec 2026

Not meant to move anything? Write \`Outcome: none (chore): why\` instead. Once the description says so, this comment says resolved and the label goes.
`);
  });

  test('what does not count', () => {
    const objection = {
      subject: 'KR9',
      what: 'KR9 is not in the outcome map',
      suggestions: [{ name: 'KR1', title: 'Visit to sign-up rate' }],
    };
    expect(
      renderReferenceAdvice({ map: shopMap(), objections: [objection], offered, disclosure: everything }),
    ).toContain(`What the description names does not count yet:

- \`KR9\` is not in the outcome map. Did you mean \`KR1\` (Visit to sign-up rate)?

Add to it`);
  });

  test('redacted', () => {
    expect(read(renderReferenceAdvice({ map: shopMap(), objections: [], offered, disclosure: redacted }))).not.toMatch(
      /3\.1|4\.0|100/,
    );
  });

  test('resolved', () => {
    expect(renderReferenceResolved()).toBe(`<!-- soundings:reference v1 state=resolved -->

Resolved: the description names its outcome. Nothing to do.
`);
  });
});

describe('a reply', () => {
  test('help', () => {
    expect(renderReply([{ kind: 'help' }])).toBe(`<!-- soundings:reply v1 -->

Write a command at the start of a line. Most need write access:

| command | what it does |
|---|---|
| \`/soundings check\` | reads the description and the metrics again |
| \`/soundings exempt why\` | lets this pull request pass without an outcome; who and why goes on record |
| \`/soundings measure\` | measures what moved so far, in the interim readout |
| \`/soundings live 2026-11-03\` | says that the change reached its users, now or on that day, if no release shows it; the readouts count from then |
| \`/soundings extend 15d\` | extends the measurement by so many days, once, after a last readout that could not tell |
| \`/soundings hypothesis testing "how"\` | says where the hypothesis stands: \`proposed\`, \`testing\`, \`validated\`, \`invalidated\`, \`inconclusive\`; on its issue, or on a pull request that rests on it |
| \`/soundings decide keep "what we learned"\` | decides what happens to a measured change: \`keep\`, \`iterate\`, \`revert\`, \`stop\`; \`stop\` on a hypothesis ends the work on it |
| \`/soundings learned "what"\` | says what a pull request of discovery found out |
| \`/soundings challenge KR1 why\` | doubts a metric, a key result or a hypothesis; for everybody |
| \`/soundings answer "what"\` | answers a challenge, on its issue |
| \`/soundings help\` | this list |
`);
  });

  test.each<[Reply, string]>([
    [
      { kind: 'no-write-access', login: 'eve' },
      'Commands are for people with write access to this repository, which `eve` does not have. Ask somebody who has; nothing was changed.',
    ],
    [
      {
        kind: 'unknown-command',
        command: {
          verb: 'unknown',
          written: '/soundings mesure @acme',
          what: '`mesure` is not a command',
          suggestion: '/soundings measure',
        },
      },
      '`/soundings mesure @acme` was not understood: `mesure` is not a command. Write `/soundings measure`.',
    ],
    [
      {
        kind: 'unknown-command',
        command: { verb: 'unknown', written: '/soundings fly', what: '`fly` is not a command' },
      },
      '`/soundings fly` was not understood: `fly` is not a command. `/soundings help` lists the commands.',
    ],
    [
      {
        kind: 'unknown-command',
        command: {
          verb: 'unknown',
          written: '/soundings exempt',
          what: 'An exemption needs its reason',
          suggestion: '/soundings exempt why this need not state an outcome',
        },
      },
      '`/soundings exempt` was not understood: an exemption needs its reason. Write `/soundings exempt why this need not state an outcome`.',
    ],
    [{ kind: 'done-as-reviewed', login: 'ann' }, 'Done, as `ann` said in a review.'],
    [
      { kind: 'pull-requests-only', verb: 'measure' },
      '`/soundings measure` works on pull requests only. On an issue there is `/soundings check`.',
    ],
    [
      { kind: 'nothing-to-measure', state: 'merged' },
      'There is nothing to measure: this has not been released yet. Readouts follow by themselves after the release.',
    ],
    [{ kind: 'nothing-to-measure', state: 'no-bet' }, 'There is nothing to measure: this pull request states no bet.'],
  ])('$kind', (reply, said) => {
    expect(renderReply([reply])).toBe(`<!-- soundings:reply v1 -->\n\n${said}\n`);
  });

  test('several commands are answered in one comment', () => {
    const replies: Reply[] = [
      { kind: 'pull-requests-only', verb: 'exempt' },
      { kind: 'nothing-to-measure', state: 'closed' },
    ];
    expect(renderReply(replies)).toBe(`<!-- soundings:reply v1 -->

\`/soundings exempt\` works on pull requests only. On an issue there is \`/soundings check\`.

There is nothing to measure: this was closed without a merge.
`);
  });
});
