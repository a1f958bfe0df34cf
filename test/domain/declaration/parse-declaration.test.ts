import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Declaration } from '../../../src/domain/declaration/declaration.ts';
import { parseDeclaration } from '../../../src/domain/declaration/parse-declaration.ts';
import { runs } from '../../stage/run/property-runs.ts';

const keyResultsOf = (body: string) => parseDeclaration(body).keyResults;
const problemsOf = (body: string) => parseDeclaration(body).problems;

test('the whole bet of the design page', () => {
  const body = `Shorter address form.

### Outcome
Key result: KR1
Hypothesis: #42
Expect: signup_rate +3% within 14 days
Expect: projects_completed +1% to +2% within 28 days
Guard: p95_latency +5%
Because: 7 of 10 interviewed trial users stop at the address form
Evidence: https://example.com/interviews

Closes #7
`;
  expect(parseDeclaration(body)).toEqual({
    keyResults: ['KR1'],
    hypotheses: [{ number: 42 }],
    expectations: [
      {
        metric: 'signup_rate',
        change: { kind: 'relative', low: 0.03, high: 0.03 },
        windowDays: 14,
        line: 'Expect: signup_rate +3% within 14 days',
      },
      {
        metric: 'projects_completed',
        change: { kind: 'relative', low: 0.01, high: 0.02 },
        windowDays: 28,
        line: 'Expect: projects_completed +1% to +2% within 28 days',
      },
    ],
    guardrails: [
      { metric: 'p95_latency', limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: 'Guard: p95_latency +5%' },
    ],
    because: '7 of 10 interviewed trial users stop at the address form',
    evidence: ['https://example.com/interviews'],
    answers: [],
    closes: [{ number: 7 }],
    problems: [],
  } satisfies Declaration);
});

describe('where a line counts', () => {
  test.each([
    ['by itself', 'Key result: KR1'],
    ['in any case', 'KEY RESULT: KR1'],
    ['in bold, colon inside', '**Key result:** KR1'],
    ['in bold, colon outside', '**Key result**: KR1'],
    ['all in bold', '**Key result: KR1**'],
    ['in italics', '_Key result:_ KR1'],
    ['as a bullet', '- Key result: KR1'],
    ['as a bullet below a line of text', 'This serves:\n* Key result: KR1'],
    ['as a numbered item', '2. Key result: KR1'],
    ['as a task, done', '- [x] Key result: KR1'],
    ['in a table', '| Key result: KR1 |\n|---|'],
    ['in a nested list', '- Outcome\n  - Key result: KR1'],
    ['as a heading', '### Key result: KR1'],
    ['under a rule of dashes', 'Key result: KR1\n---'],
    ['with a full-width colon', 'Key result： KR1'],
    ['with extra blanks', '   Key  result  :   KR1   '],
    ['with a no-break space', 'Key result:\u00a0KR1'],
    ['with Windows line ends', 'Text\r\nKey result: KR1\r\nMore'],
    ['with invisible characters', '\ufeffKey\u200b result:\u202e KR1\u200f'],
    ['short', 'KR: KR1'],
    ['with the id in code', 'Key result: `KR1`'],
    ['with the id linked', 'Key result: [KR1](https://example.com/okr)'],
    ['with its title', 'Key result: KR1 — Visit to sign-up rate'],
    ['with a remark in brackets', 'Key result: KR1 (3.1% to 4%, by December)'],
    ['after a comment', '<!-- which one? -->\nKey result: KR1'],
    ['around a comment', 'Key result: <!-- e.g. KR7 --> KR1'],
    ['in a folded part', '<details>\n<summary>Outcome</summary>\nKey result: KR1\n\n</details>'],
    ['with HTML marks', '<b>Key result:</b> KR1<br>'],
    ['under a heading, as issue forms write it', '### Key result\n\nKR1\n\n### Notes\n\nKR2 will follow'],
    ['after a stray tag', 'Wrap it in <code> please\n\nKey result: KR1'],
    ['after an unclosed comment in a sentence', 'a <!-- b\n\nKey result: KR1'],
  ])('%s', (_, body) => expect(keyResultsOf(body)).toEqual(['KR1']));

  test.each([
    ['fenced code', '```\nKey result: KR1\n```'],
    ['a fence that is never closed', '~~~yaml\nKey result: KR1'],
    ['indented code', 'Example:\n\n    Key result: KR1'],
    ['inline code', '`Key result: KR1`'],
    ['inline code over two lines', '`` a\nKey result: KR1 ``'],
    ['a quotation', '> Key result: KR1'],
    ['the lazy end of a quotation', '> as I said\nKey result: KR1'],
    ['a quotation in a list', '- a\n  > Key result: KR1'],
    ['a comment', '<!-- Key result: KR1 -->'],
    ['a comment over several lines', '<!--\n\nKey result: KR1\n\n-->'],
    ['a comment in a sentence', 'text <!-- more\nKey result: KR1\n-->'],
    ['a comment that HTML holds open', '<div>\n<!-- a\n\nKey result: KR1\n\n-->'],
    ['HTML code', '<pre>\nKey result: KR1\n</pre>'],
    ['an HTML quotation', '<blockquote>\n\nKey result: KR1\n\n</blockquote>'],
    ['the middle of a line', 'The key result: KR1 is served'],
    ['a box that nobody ticked', '- [ ] Key result: KR1'],
    ['struck out', '~~Key result: KR1~~'],
    ['a longer word', 'Monkey result: KR1'],
    ['nothing after it', 'Key result:\nExpect:'],
  ])('not in %s', (_, body) => expect(keyResultsOf(body)).toEqual([]));

  test('several key results, each once', () => {
    expect(keyResultsOf('Key results: KR1, KR2 and KR3\nKey result: kr1')).toEqual(['KR1', 'KR2', 'KR3']);
  });
});

describe('hypotheses and closing keywords', () => {
  test.each([
    ['#42', [{ number: 42 }]],
    ['acme/shop#42', [{ owner: 'acme', repository: 'shop', number: 42 }]],
    ['https://github.com/acme/shop/issues/42', [{ owner: 'acme', repository: 'shop', number: 42 }]],
    [
      '<https://git.acme.example/acme/shop.js/issues/42#issuecomment-1>',
      [{ owner: 'acme', repository: 'shop.js', number: 42 }],
    ],
    ['[Shorter form](https://github.com/acme/shop/issues/42)', [{ owner: 'acme', repository: 'shop', number: 42 }]],
    ['GH-42 and #43', [{ number: 42 }, { number: 43 }]],
    ['#42, #42', [{ number: 42 }]],
  ])('Hypothesis: %s', (value, hypotheses) => {
    expect(parseDeclaration(`Hypothesis: ${value}`)).toMatchObject({ hypotheses, problems: [] });
  });

  test.each([
    'ABC-42',
    '#0',
    '#99999999999',
    'PR#7a',
    'people want shorter forms',
    'https://github.com/acme/shop/pull/42',
  ])('no issue: %s', (value) => {
    expect(parseDeclaration(`Hypothesis: ${value}`)).toMatchObject({
      hypotheses: [],
      problems: [
        {
          line: `Hypothesis: ${value}`,
          what: '`Hypothesis:` names no issue',
          expected: '`Hypothesis: #42`, the number of the issue that states it',
        },
      ],
    });
  });

  test('prose under the heading of an issue form is no mistake', () => {
    expect(problemsOf('### Hypothesis\n\nWe believe that a shorter form helps.')).toEqual([]);
  });

  test.each([
    ['Closes #7', [7]],
    ['closes: #7', [7]],
    ['This fixes #7 and resolves acme/shop#8.', [7, 8]],
    ['- Fixed https://github.com/acme/shop/issues/7', [7]],
    ['prefixes #7', []],
    ['closes `#7`', []],
    ['`closes #7`', []],
    ['> closes #7', []],
    ['<!-- closes #7 -->', []],
    ['see #7', []],
  ])('closing: %s', (body, numbers) => {
    expect(parseDeclaration(body).closes.map(({ number }) => number)).toEqual(numbers);
  });
});

describe('no outcome', () => {
  test.each([
    ['Outcome: none (chore): dependency update', { reason: 'chore', note: 'dependency update' }],
    ['outcome: None (BugFix) — wrong tax', { reason: 'bugfix', note: 'wrong tax' }],
    ['Outcome none (learning)', { reason: 'learning', note: '' }],
    ['**Outcome:** none (enabler): see #3', { reason: 'enabler', note: 'see #3' }],
    ['Outcome — none - compliance: GDPR', { reason: 'compliance', note: 'GDPR' }],
    ['Outcome: none: bug fix, tax', { reason: 'bugfix', note: 'tax' }],
    ['Outcome: none [chore] tidy', { reason: 'chore', note: 'tidy' }],
    ['### Outcome\n\nnone (chore): tidy', { reason: 'chore', note: 'tidy' }],
  ])('%s', (body, nonBet) => expect(parseDeclaration(body)).toMatchObject({ nonBet, problems: [] }));

  const five = '`Outcome: none (chore): why`, with one of chore, bugfix, compliance, enabler, learning';
  test.each([
    ['Outcome: none', '`Outcome: none` gives no reason', five],
    [
      'Outcome: none (docs): typo',
      '"docs" is not one of the reasons for a change without an outcome',
      `${five}. Did you mean chore?`,
    ],
    [
      'Outcome: none (chores)',
      '"chores" is not one of the reasons for a change without an outcome',
      `${five}. Did you mean chore?`,
    ],
    ['Outcome: none (reason): note', '`Outcome: none` still has its placeholder', five],
    ['Outcome: none (chore | bugfix): note', '`Outcome: none` still has its placeholder', five],
    ['Outcome: none (chore): <why>', '`Outcome: none` still has its placeholder', five],
    ['Outcome: chore', 'A change without an outcome says `none` before its reason', '`Outcome: none (chore): why`'],
  ])('refused: %s', (line, what, expected) => {
    expect(parseDeclaration(line).nonBet).toBeUndefined();
    expect(problemsOf(line)).toEqual([{ line, what, expected }]);
  });

  test("free text after Outcome is the author's own", () => {
    const { mentions, ...rest } = parseDeclaration('Outcome: happier users');
    expect(rest).toEqual(parseDeclaration(''));
    // Should the map have a key result of that title, it is meant.
    expect(mentions).toEqual(['happier users']);
  });
});

describe('unedited templates', () => {
  test.each(['Key result:', 'Key result: -', 'Key result: none', 'Key result: N/A', '### Key result\n\n_No response_'])(
    'left empty: %s',
    (body) => expect(parseDeclaration(body)).toEqual(parseDeclaration('')),
  );

  test.each([
    ['Key result: <id>', '`Key result:` still has its placeholder'],
    ['Key result: KR?', '`Key result:` still has its placeholder'],
    ['Key result: TODO', '`Key result:` still has its placeholder'],
    ['Key result: {{ key_result }}', '`Key result:` still has its placeholder'],
    ['Hypothesis: #', '`Hypothesis:` still has its placeholder'],
    ['Hypothesis: #nnn', '`Hypothesis:` still has its placeholder'],
    ['Expect: <metric> <change> within <days>', '`Expect:` still has its placeholder'],
    ['Because: [why do you believe it]', '`Because:` still has its placeholder'],
  ])('%s', (line, what) => {
    expect(parseDeclaration(line)).toEqual({
      ...parseDeclaration(''),
      problems: [{ line, what, expected: expect.any(String) }],
    });
  });
});

describe('because and evidence', () => {
  test('a reason runs to the end of its paragraph', () => {
    const body = 'Because: 7 of 10 users\nstop at the form\nEvidence: a\nEvidence: b\nEvidence: a\nnot this';
    expect(parseDeclaration(body)).toMatchObject({ because: '7 of 10 users stop at the form', evidence: ['a', 'b'] });
  });

  test('what GitHub is told is no part of the reason', () => {
    expect(parseDeclaration('Because: users stop\nCloses #7')).toMatchObject({
      because: 'users stop',
      closes: [{ number: 7 }],
    });
  });
});

test('more lines than a bet has are said, and not read', () => {
  const body = Array.from({ length: 500 }, (_, index) => `Expect: m${index} +1%`).join('\n');
  const { expectations, problems } = parseDeclaration(body);
  expect(expectations).toHaveLength(20);
  expect(problems).toEqual([
    {
      line: 'Expect: m20 +1%',
      what: 'There are more than 20 `Expect:` lines; the rest was not read',
      expected: 'the ones that matter most',
    },
  ]);
});

test('what is longer than any description is cut, and said', () => {
  const { keyResults, problems } = parseDeclaration(`Key result: KR1\n${'x'.repeat(1_100_000)}\n\nKey result: KR2`);
  expect(keyResults).toEqual(['KR1']);
  expect(problems.map(({ what }) => what)).toEqual([
    'The description is longer than a million characters; the rest was not read',
  ]);
});

test('of a text that is all figures, some hundred lines are tried as movements', () => {
  const figures = (count: number) => Array.from({ length: count }, (_, at) => `1% of 2% of ${at}%`).join('\n\n');
  const read = (count: number) =>
    parseDeclaration(`${figures(count)}\n\nsignup_rate +3% within 14 days\n\nKey result: KR1`);
  expect(read(200).expectations).toHaveLength(1);
  expect(read(2000).expectations).toEqual([]);
  expect(read(2000).keyResults).toEqual(['KR1']);
});

/** With a backtracking or quadratic reader each of these takes minutes or hours, so that the test times out. */
describe('hostile bodies of a million characters end', () => {
  const million = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length)).slice(0, 1_000_000);
  test.each<[string, string]>([
    ['nested quotations', million('> ')],
    ['nested lists', million('- ')],
    ['short quotations', million('> a\n\n')],
    ['nesting, then blank lines', '- '.repeat(250_000) + '\n'.repeat(500_000)],
    ['underlined headings', million('a\n=\n')],
    ['comments never closed', million('a <!-- ')],
    ['comments in lines', million('a\n<!--\n')],
    ['backticks of every length', Array.from({ length: 1400 }, (_, length) => '`'.repeat(length)).join('a')],
    ['brackets', million('[')],
    ['emphasis', million('*a_')],
    ['blanks', `Outcome${million(' ')}`],
    ['half a key', million('Key result ')],
    ['keys', million('Expect: a +1%\n')],
    ['a long expectation', `Expect: ${million('a ')}`],
    ['references', `Hypothesis: ${million('#1 ')}`],
    ['half a reference', `Hypothesis: ${million('a')}`],
    ['quotation marks in code', `\`\`\`\nExpect: a${million('"')}a\n\`\`\``],
    ['closings', million('closes #1 ')],
    ['brackets of every kind', `Key result: ${million('<({[')}`],
    ['tags', million('<a <b>')],
    ['tables', million('|a|b\n|-|-\n')],
    ['strikes', million('~~a ~b ')],
    ['links to issues', million('<a href="https://x.example/a/b/issues/1">')],
    ['boxes', million('- [ ] Key result: KR2\n')],
    ['labels that nothing follows', million('Expect:\n')],
    ['half an expectation', million('Expect: orders\nwithin ')],
    ['brackets never closed', `Outcome: none\n${million('(chore\n')}`],
    ['nothing but NUL', million('\0')],
    ['lone surrogates', million('\ud800')],
  ])('%s', (_, body) => {
    const { keyResults } = parseDeclaration(`Key result: KR1\n\n${body}`);
    expect(keyResults[0]).toBe('KR1');
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'Key result: KR1',
      '```',
      '<!--',
      '-->',
      '> ',
      '- ',
      '    ',
      '`',
      '<pre>',
      '</pre>',
      '**',
      'Expect: ',
      '+3%',
      ' within ',
      'Outcome: none (',
      'Hypothesis: #1',
      '\r\n',
    ),
  );
  const body = fc
    .array(line, { maxLength: 40 })
    .chain((parts) => fc.constantFrom('', '\n', ' ').map((gap) => parts.join(gap)));

  test('never throws, and what comes of it is clean', () => {
    fc.assert(
      fc.property(body, (text) => {
        const json = JSON.stringify(parseDeclaration(text));
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      runs(),
    );
  });

  test('behind a fence or in a quotation nothing counts', () => {
    const plain = fc.array(fc.stringMatching(/^[ -_a-z{-~]{0,30}$/), { maxLength: 8 });
    const hidden = (lines: string[], wrap: (lines: string[]) => string[]) => parseDeclaration(wrap(lines).join('\n'));
    fc.assert(
      fc.property(plain, (lines) => {
        const keyed = ['Key result: KR1', ...lines, 'Closes #1', 'Outcome: none (chore)'];
        const nothing = parseDeclaration('');
        const inCode = hidden(keyed, (all) => ['````````', ...all, '````````']);
        expect({ ...inCode, problems: [] }).toEqual(nothing);
        for (const { what } of inCode.problems) expect(what).toBe('It stands in code, where nothing counts');
        expect(hidden(keyed, (all) => all.map((one) => `> ${one}`))).toEqual(nothing);
        expect(hidden(keyed, (all) => ['<!--', ...all.map((one) => one.replaceAll('-->', '')), '-->'])).toEqual(
          nothing,
        );
      }),
      runs(),
    );
  });

  test('a line counts whatever paragraphs stand around it', () => {
    // None of these letters makes a key.
    const words = fc.array(fc.stringMatching(/^[a-j ,.]{0,40}$/), { maxLength: 10 }).map((lines) => lines.join('\n\n'));
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(keyResultsOf(`${before}\n\nKey result: KR1\n\n${after}`)).toEqual(['KR1']);
      }),
      runs(),
    );
  });
});

describe('the track', () => {
  test.each([
    ['Track: discovery', 'discovery'],
    ['- **Track:** Delivery', 'delivery'],
    ['### Track\n\nDiscovery (a spike)', 'discovery'],
    ['Track: discovery\nTrack: delivery', 'discovery'],
  ])('%j', (body, track) => expect(parseDeclaration(body)).toMatchObject({ track, problems: [] }));

  test.each(['Track: delivary', 'Track: discovery | delivery', 'Track: discovery or delivery'])(
    '%j does not say which',
    (body) => {
      const { track, problems } = parseDeclaration(body);
      expect(track).toBeUndefined();
      expect(problems).toEqual([
        {
          line: body,
          what: '`Track:` is `discovery` or `delivery`',
          expected: '`Track: discovery` or `Track: delivery`',
        },
      ]);
    },
  );

  test.each(['Track: the number of people who come back', 'Track:', 'Track: _No response_'])(
    '%j is not meant for us',
    (body) => expect(parseDeclaration(body)).toMatchObject({ problems: [] }),
  );
});

describe('the questions of the template', () => {
  const filled = `### Why now?

The season of moving begins in March,
and half of the year's sign-ups with it.

### What problem, for whom?

New teams give up at the address form.

### How will we know that it worked?

Key result: KR1
More of them finish it.
`;

  test('answers are the prose below the headings, without the lines of the bet', () => {
    expect(parseDeclaration(filled)).toMatchObject({
      keyResults: ['KR1'],
      answers: [
        {
          question: 'why-now',
          answer: "The season of moving begins in March, and half of the year's sign-ups with it.",
        },
        { question: 'problem', answer: 'New teams give up at the address form.' },
        { question: 'proof', answer: 'More of them finish it.' },
      ],
      problems: [],
    });
  });

  test.each([
    ['empty', '### Why now?\n\n### What problem, for whom?'],
    ['a comment alone', '### Why now?\n\n<!-- What makes this the moment? -->'],
    ['no response', '### Why now?\n\n_No response_'],
    ['a stand-in', '### Why now?\n\n<why now>'],
    ['in code', '```\n### Why now?\n\nBecause.\n```'],
  ])('left as it was: %s', (_, body) => expect(parseDeclaration(body).answers).toEqual([]));

  test('brackets inside an answer leave it an answer', () => {
    expect(parseDeclaration('### Why now?\n\nThe input `<form>` breaks in [Safari].').answers).toHaveLength(1);
  });
});
