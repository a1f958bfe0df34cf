import { describe, expect, test } from 'vitest';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';
import { acmeMap as acme } from '../../stage/samples/acme-map.ts';

const check = (input: string, map = acme) =>
  runSoundings(['check', '--map', 'map.yml'], { cwd: folderOf({ 'map.yml': map }), input });

const example = `Write, for example:
  Key result: KR1
  Expect: signup_rate +3% within 28 days
or, when nothing is to move:
  Outcome: none (chore): why
`;

test.each<[situation: string, body: string, status: number, stdout: string]>([
  [
    'a bet',
    '### Outcome\nKey result: KR1\nExpect: signup_rate +3% within 14 days\nGuard: revenue -5%\n',
    0,
    `KR1: Visit to sign-up rate +3% within 14 days
- Key result KR1: Visit to sign-up rate
- Expect: signup_rate +3% within 14 days
- Guard: revenue -5%
`,
  ],
  [
    'a bet with a line that does not count',
    'Key result: KR1\nExpect: signup_rte +3%\n',
    1,
    `signup_rte is not a metric of the outcome map
- Key result KR1: Visit to sign-up rate
- signup_rate without an expectation: judged against zero alone
Write, for example:
  Expect: signup_rate +3% within 28 days
To be looked at:
- signup_rte is not a metric of the outcome map. Did you mean signup_rate (Visit to sign-up rate)?
`,
  ],
  ['nothing to move', 'Outcome: none (chore): new lint rules', 0, 'No outcome expected: chore\n- new lint rules\n'],
  ['nothing at all', '', 1, `No key result or hypothesis named\n${example}`],
  [
    'a key result that does not exist',
    'Key result: KR9',
    1,
    `KR9 is not in the outcome map
${example}To be looked at:
- KR9 is not in the outcome map. Did you mean KR1 (Visit to sign-up rate)?
`,
  ],
  ['a hypothesis alone', 'Hypothesis: #42', 0, 'Rests on #42, which cannot be looked up offline\n'],
  [
    'a hypothesis beside a key result',
    'Key result: KR1\nHypothesis: acme/ideas#42',
    0,
    `KR1: Visit to sign-up rate
- Key result KR1: Visit to sign-up rate
- signup_rate without an expectation: judged against zero alone
Not looked up: acme/ideas#42.
`,
  ],
  [
    'an issue that it closes',
    'Closes #42',
    1,
    `No key result or hypothesis named
${example}Unless #42, which it closes, carries such lines: not looked up.
`,
  ],
])('%s', async (_, body, status, stdout) => {
  expect(await check(body)).toEqual({ status, stdout, stderr: '' });
});

test('the policy of the map counts', async () => {
  const asking = acme.replace('require: reference', 'require: expectation');
  expect(await check('Key result: KR1', asking)).toEqual({
    status: 1,
    stdout: `KR1 named, no expected movement
- Key result KR1: Visit to sign-up rate
- signup_rate without an expectation: judged against zero alone
Write, for example:
  Expect: signup_rate +3% within 28 days
`,
    stderr: '',
  });
  expect(await check('', acme.replace('mode: enforce', 'mode: advise'))).toEqual({
    status: 0,
    stdout: `No key result or hypothesis named
${example}The mode of this map is advise: the check would be neutral.
`,
    stderr: '',
  });
  expect(await check('', acme.replace('mode: enforce', 'mode: off'))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('The mode of this map is off: Soundings stays quiet.'),
  });
});

test('what people wrote does nothing to the terminal', async () => {
  const { stdout } = await check('Key result: \u001b[2J\u001b[31mKR9\n');
  expect(stdout).toContain('KR9');
  expect(stdout).not.toContain('\u001b');
});

describe('files', () => {
  const run = (args: string[], files: Record<string, string>) =>
    runSoundings(['check', ...args], { cwd: folderOf(files) });

  test('the description may be one', async () => {
    expect(
      await run(['--map', 'map.yml', '--body', 'body.md'], { 'map.yml': acme, 'body.md': 'Key result: KR1' }),
    ).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^KR1: Visit to sign-up rate\n/),
    });
  });

  test.each<[situation: string, args: string[], stderr: string]>([
    ['a map that is not there', ['--body', 'body.md'], 'cannot read .github/soundings.yml: there is no such file\n'],
    [
      'a description that is not there',
      ['--map', 'map.yml', '--body', 'x.md'],
      'cannot read x.md: there is no such file\n',
    ],
    [
      'a map that is not in order',
      ['--map', 'bad.yml', '--body', 'body.md'],
      'bad.yml:1:10: `version` is `2`, expected `version: 1`\n',
    ],
    [
      'a map that is not whole',
      ['--map', 'addition.yml', '--body', 'body.md'],
      'addition.yml adds to .github:.github/soundings.yml, which cannot be looked up offline\n',
    ],
  ])('%s', async (_, args, stderr) => {
    const files = { 'map.yml': acme, 'bad.yml': 'version: 2', 'addition.yml': '_extends: .github', 'body.md': '' };
    expect(await run(args, files)).toEqual({ status: 1, stdout: '', stderr });
  });
});
