import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { judgeOffline } from '../../src/cli/map/judge-offline.ts';
import { parseDeclaration } from '../../src/domain/declaration/parse-declaration.ts';
import { corpusMap, expectsOf, guardsOf, type Reading, type Sample, samples } from './corpus.ts';

const maps = new Map<string, ReturnType<typeof corpusMap>>();
function mapFor({ mode, require }: Reading) {
  const key = `${mode} ${require}`;
  const map = maps.get(key) ?? corpusMap({ ...(mode ? { mode } : {}), ...(require ? { require } : {}) });
  maps.set(key, map);
  return map;
}

const folded = (text: string) => text.toLowerCase().replace(/\s+%/g, '%');

/** What of a reading can be told of a description, for the keys that are asked. */
function readingOf(body: string, asked: Reading): Reading {
  const {
    judgement: { finding },
    lines,
    passes,
  } = judgeOffline(body, mapFor(asked));
  const bet = 'bet' in finding ? finding.bet : undefined;
  const text = folded(lines.join('\n'));
  const read: Reading = {
    ...asked,
    passes,
    keyResults: bet?.keyResults.map(({ keyResult }) => keyResult.id) ?? [],
    expects: bet ? expectsOf(bet) : [],
    guards: bet ? guardsOf(bet) : [],
    ...('nonBet' in finding ? { none: finding.nonBet.reason } : {}),
    ...(asked.says ? { says: asked.says.filter((part) => text.includes(folded(part))) } : {}),
    ...(asked.lacks ? { lacks: asked.lacks.filter((part) => !text.includes(folded(part))) } : {}),
  };
  return Object.fromEntries(Object.entries(read).filter(([key]) => key in asked));
}

const all = samples();

test('the corpus has its size', () => expect(all.length).toBeGreaterThan(300));

test.each(all)('$name', ({ body, reading }) => {
  const { lines } = judgeOffline(body, mapFor(reading));
  expect(readingOf(body, reading), lines.join('\n')).toEqual(reading);
});

/** How the same text comes back from editors, mail programs and GitHub. */
const ways: [string, (body: string) => string][] = [
  ['Windows line ends', (body) => body.replaceAll('\n', '\r\n')],
  ['a blank at the end of each line', (body) => body.replace(/(?<!\\)$/gm, ' ')],
  ['blank lines around', (body) => `\n\n${body}\n\n\n`],
  ['a byte order mark', (body) => `\ufeff${body}`],
  ['a comment of the template before it', (body) => `<!-- Thank you! -->\n\n${body}`],
  ['a reply to a quotation', (body) => `> Key result: KR1.2\n> Expect: orders +9% within 9 days\n\n${body}`],
  ['a reply to a quoted reply', (body) => `> > Key result: KR1.2\n> > Outcome: none (learning)\n> why?\n\n${body}`],
  ['a quotation below', (body) => `${body}\n\n> Guard: orders +9%\n>> Expect: orders +9%`],
];

test.each(ways)('with %s each description reads the same', (_, rendered) => {
  expect(readOtherwise(all, rendered)).toEqual([]);
});

/** The descriptions that read as something else, once they are rendered so. */
const readOtherwise = (some: Sample[], rendered: (body: string) => string): string[] =>
  some
    .filter(({ body, reading }) => !isDeepStrictEqual(readingOf(rendered(body), reading), reading))
    .map(({ name }) => name);

/** The marks that GitHub's editor sets in other ways: its buttons, and what is pasted into it from a page. */
const marks: [string, RegExp, (body: string) => string][] = [
  ['bullets as stars', /^- /m, (body) => body.replace(/^(\s*)- (?!-)/gm, '$1* ')],
  ['bold as underscores', /\*\*/, (body) => body.replace(/\*\*([^*\n]+)\*\*/g, '__$1__')],
  ['boxes ticked by a click', /\[X\]/, (body) => body.replaceAll('[X]', '[x]')],
  ['escaped underscores', /_rate|_latency/, (body) => body.replace(/(signup|p95)_(?=rate|latency)/g, '$1\\_')],
  ['closed headings', /^#+ /m, (body) => body.replace(/^(#+) (.*[^#\n])$/gm, '$1 $2 $1')],
];

test.each(marks)('with %s each description reads the same', (_, applies, rendered) => {
  const some = all.filter(({ body }) => applies.test(body) && !body.includes('`'));
  expect(some.length).toBeGreaterThan(0);
  expect(readOtherwise(some, rendered)).toEqual([]);
});

test('what quotations and comments hold is read nowhere', () => {
  for (const { body } of all)
    expect(parseDeclaration(body.replace(/^/gm, '> ').replace(/^> > \[!/gm, '> [x')).keyResults.length).toBeLessThan(2);
});
