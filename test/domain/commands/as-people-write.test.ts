import { expect, test } from 'vitest';
import { parseCommands } from '../../../src/domain/commands/parse-command.ts';

test.each([
  ...['/soundings check.', '/soundings: check', '/soundings, check!', '/soundings **check**', '/soundings check\u00a0'],
  ...['/soundings `check`', '/soundings – check', '/soundings check, please', '/soundings ~~measure~~ check'],
])('%j checks', (body) => expect(parseCommands(body)).toEqual([{ verb: 'check' }]));

test.each([
  ...[
    '/soundings live.',
    '/soundings live!',
    '/soundings live, please',
    '/soundings live now!',
    '/soundings Live: today',
  ],
])('%j is live when it is said', (body) => expect(parseCommands(body)).toEqual([{ verb: 'live' }]));

test.each([
  ...['2026-11-3', '2026/11/03', '2026.11.03', '3.11.2026', '03. 11. 2026', '3 Nov 2026', '3rd of November 2026'],
  ...['3. November 2026', 'November 3, 2026', 'Nov 3rd 2026', 'Tue, 3 Nov 2026', 'since 2026-11-03!', ': 2026-11-03'],
  ...[
    '(2026-11-03)',
    '`2026-11-03`',
    '"2026-11-03"',
    '2026-11-03T14:00:00Z',
    '2026年11月3日',
    'as of 2026-11-03, thanks',
  ],
])('a day as %j', (day) => {
  expect(parseCommands(`/soundings live ${day}`)).toEqual([{ verb: 'live', day: '2026-11-03' }]);
});

test.each([...['11/03/2026', 'yesterday', '3 Nov', '2026-02-30', '31.11.2026', '2026-13-01', '3 Smarch 2026', 'soon']])(
  'no day: %j',
  (day) => {
    expect(parseCommands(`/soundings live ${day}`)).toEqual([
      expect.objectContaining({ verb: 'unknown', what: `\`${day}\` is no day such as 2026-11-03` }),
    ]);
  },
);

test.each([
  ['/soundings live 2026-11-05 for everybody', '/soundings live 2026-11-05'],
  ['/soundings extend 9d because of the holidays', '/soundings extend 9d'],
  ['/soundings extend 15', '/soundings extend 15d'],
  ['/soundings extend 200d', '/soundings extend 180d'],
  ['/soundings skip hotfix', '/soundings exempt hotfix'],
  ['/soundings shipped 2026-11-05', '/soundings live 2026-11-05'],
  ['/soundings rerun', '/soundings check'],
  ['/soundings exmpt the hotfix', '/soundings exempt the hotfix'],
  ['/soundings keep "it works"', '/soundings decide keep "it works"'],
  ['/soundings stop', '/soundings decide stop'],
  ['/soundings decide rollback "it is slow"', '/soundings decide revert "it is slow"'],
  ['/soundings hypothesis confirmed "9 of 10"', '/soundings hypothesis validated "9 of 10"'],
  ['/soundings hypothesis rejected', '/soundings hypothesis invalidated "what showed it"'],
  ['/soundings hypothesis #42 validated "9 of 10"', '/soundings hypothesis validated "9 of 10"'],
  ['/sounding check', '/soundings check'],
  ['/soundigs live 2026-11-05', '/soundings live 2026-11-05'],
  ['/soundings check /soundings measure', '/soundings check'],
])('%j is told to write %j', (body, suggestion) => {
  expect(parseCommands(body)).toEqual([expect.objectContaining({ verb: 'unknown', written: body, suggestion })]);
});

test.each(['/soundtrack check', '/sound check', '/sounding', '/sounding dance'])('%j is not for us', (body) =>
  expect(parseCommands(body)).toEqual([]),
);

test.each([
  ...['15d.', '15d!', '(15d)', ': 15d', 'by 15 days please', 'another 15 days', '+15d', '15 Tage', 'fifteen days'],
])('%j extends by 15 days', (days) => {
  expect(parseCommands(`/soundings extend ${days}`)).toEqual([{ verb: 'extend', days: 15 }]);
});

test.each([
  ['two weeks', 14],
  ['a fortnight', 14],
  ['1 month', 30],
  ['2 more weeks', 14],
  ['two additional weeks', 14],
  ['a further 2 weeks', 14],
  ['10 extra days', 10],
])('%j extends by %i days', (written, days) => {
  expect(parseCommands(`/soundings extend ${written}`)).toEqual([{ verb: 'extend', days }]);
});

test.each([
  ...['decide: keep "it works"', 'decide to keep it works', 'decide "keep": it works', 'decide keep - it works'],
  ...['decide keep, it works', 'decide **keep** „it works“', 'decide keep «it works»', 'decide keep ‘it works’'],
  ...['decide keep 「it works」', 'decide Keep! it works'],
])('%j keeps, for that reason', (given) => {
  expect(parseCommands(`/soundings ${given}`)).toEqual([{ verb: 'decide', what: 'keep', learned: 'it works' }]);
});

test.each(['exempt: hotfix', 'exempt - hotfix', 'exempt "hotfix".', 'exempt ~~later~~ hotfix'])(
  '%j gives its reason',
  (given) => expect(parseCommands(`/soundings ${given}`)).toEqual([{ verb: 'exempt', reason: 'hotfix' }]),
);

test.each(['...', '.', '-', '[why]', '{reason}', '<why>', '"why"', '„“'])('%j is no reason', (reason) => {
  expect(parseCommands(`/soundings exempt ${reason}`)).toEqual([
    expect.objectContaining({ verb: 'unknown', what: 'An exemption needs its reason' }),
  ]);
});

test.each(['hypothesis: validated "9 of 10"', 'hypothesis is validated: 9 of 10', 'validated: 9 of 10'])(
  '%j says what a test found',
  (given) =>
    expect(parseCommands(`/soundings ${given}`)).toEqual([
      { verb: 'hypothesis', state: 'validated', evidence: '9 of 10' },
    ]),
);

test.each([
  ...['`KR1` it counts bots', '"KR1" it counts bots', 'KR1 - it counts bots', '[KR1](https://x.dev) it counts bots'],
  ...['key result KR1: it counts bots', 'the key result KR1, it counts bots'],
])('a challenge of %j', (given) => {
  expect(parseCommands(`/soundings challenge ${given}`)).toEqual([
    { verb: 'challenge', subject: 'KR1', why: 'it counts bots' },
  ]);
});
