import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRepository } from './stage/in-repository.ts';
import { textsPictured } from './stage/samples/pictured.ts';

const root = inRepository();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pagesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const atTheTop = readdirSync(root).filter((name) => name.endsWith('.md'));
const pages = [...atTheTop, ...pagesBelow('docs'), ...pagesBelow('test/stage')];

/** As GitHub makes them of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const withoutCode = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
const anchorsOf = (path: string) =>
  new Set(
    [
      ...read(path)
        .replaceAll(/^```[\s\S]*?^```/gm, '')
        .matchAll(/^#{1,6} (.+)$/gm),
    ].map(([, heading = '']) => anchorOf(heading.replaceAll('`', ''))),
  );

function brokenLinksOf(page: string): string[] {
  const links = [
    ...[...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)/g)].map(([, to = '']) => to),
    ...[...read(page).matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, to = '']) => to),
  ];
  return links.filter((to) => {
    if (/^[a-z]+:/.test(to)) return false;
    const [path = '', anchor] = to.split('#');
    const target = path === '' ? page : relative(root, join(root, dirname(page), path));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
}

test.each(pages)('%s: every link leads somewhere', (page) => {
  expect(brokenLinksOf(page)).toEqual([]);
});

test('every page of docs/ is reached from its index', () => {
  const seen = new Set<string>();
  const follow = (page: string) => {
    if (seen.has(page)) return;
    seen.add(page);
    for (const [, to = ''] of withoutCode(read(page)).matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g)) {
      const target = relative(root, join(root, dirname(page), to));
      if (!/^[a-z]+:/.test(to) && existsSync(join(root, target))) follow(target);
    }
  };
  follow('docs/README.md');
  expect(pagesBelow('docs').filter((page) => !seen.has(page))).toEqual([]);
});

describe('decisions', () => {
  const files = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d{4}-/.test(name));
  const index = read('docs/decisions/README.md');

  test.each(files)('%s has a status, a date and a line in the index', (file) => {
    const [title = '', , status = ''] = read(`docs/decisions/${file}`).split('\n');
    const [, word = '', date = ''] = /^(Accepted|Superseded by .+), (\d{4}-\d{2}-\d{2})\.$/.exec(status) ?? [];
    expect({ file, word, date }).toEqual({ file, word: expect.stringMatching(/./), date: expect.stringMatching(/./) });
    expect(index).toContain(`| [${file.slice(0, 4)}](${file}) ${title.slice(2)} | ${word.toLowerCase()} | ${date} |`);
  });
});

describe('facts about GitHub', () => {
  const numbers = [...read('docs/github-facts.md').matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));

  test('are numbered in order', () => {
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('are there where code cites them', () => {
    const cited = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...read(join('src', name)).matchAll(/\bfacts (\d+(?:(?:, | and )\d+)*)/g)])
      .flatMap(([, list = '']) => list.split(/, | and /).map(Number));
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter((number) => !numbers.includes(number))).toEqual([]);
  });
});

describe('README', () => {
  test('fits a reader who has a minute', () => {
    expect(read('README.md').split(/\s+/).length).toBeLessThan(900);
  });

  test('names the two commands on its first screen', () => {
    const firstScreen = read('README.md').split('\n').slice(0, 25).join('\n');
    expect(firstScreen).toContain('npm ci && npm run demo');
    expect(firstScreen).toContain('npm ci && npm test');
  });

  test('shows what today’s renderers write; `npm run pictures` takes the pictures anew', () => {
    expect(textsPictured()).toEqual(JSON.parse(read('docs/pictures/texts.json')));
  });
});

/** Words that read as translated, or that have a plain one: what to write instead. */
const banned = new Map([
  ['nought', 'zero'],
  ['whoever', 'anyone who, the one who, no matter who'],
  ['besides', 'apart from, also'],
  ['stumble', 'fail'],
  ['in order that', 'so that'],
  ['in small letters', 'lowercase'],
]);

test('code and docs use plain words', () => {
  const files = ['src', 'docs', 'scripts', 'bin'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|md|js|yml)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const words = new RegExp(`\\b(${[...banned.keys()].join('|')})`, 'i');
  const found = [...files, ...atTheTop].flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => {
        const word = words.exec(line)?.[1]?.toLowerCase();
        return word === undefined ? [] : [`${file}:${index + 1}: ${word}; write ${banned.get(word)}`];
      }),
  );
  expect(found).toEqual([]);
});
