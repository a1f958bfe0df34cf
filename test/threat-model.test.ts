import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/threat-model.md', 'utf8');

test('every test that the threat model names is there, and has something to fail', () => {
  const named = [...new Set(page.match(/test\/[\w/.-]+\.ts/g))];
  expect(named.length).toBeGreaterThan(30);
  for (const file of named) expect([file, existsSync(file)]).toEqual([file, true]);
  for (const file of named)
    expect([file, /expect\(|fc\.assert\(/.test(readFileSync(file, 'utf8'))]).toEqual([file, true]);
});

test('every boundary names the test that holds it', () => {
  const boundaries = page
    .slice(page.indexOf('## The boundaries'), page.indexOf('## What is not held'))
    .split('\n')
    .filter((line) => /^\| (?!boundary)/.test(line));
  expect(boundaries.length).toBeGreaterThan(30);
  for (const line of boundaries) expect(line).toMatch(/`test\/[\w/.-]+\.ts`/);
});
