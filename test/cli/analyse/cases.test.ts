import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';

interface Case {
  id: string;
  files: Record<string, string | { base64: string }>;
  argv: string[];
  status: number;
  says: string[];
  lacks: string[];
  today?: string;
}

const day = 86_400_000;
const lines = readFileSync(new URL('../../cases/metric-files.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const cases: Case[] = lines.map((line) => JSON.parse(line));

/** Dates as far from today as they were from the day on which they were written. */
function moved(text: string, today: string | undefined): string {
  if (today === undefined) return text;
  const by = Math.floor(Date.now() / day) * day - Date.parse(today);
  return text.replace(/\d{4}-\d{2}-\d{2}/g, (date) => new Date(Date.parse(date) + by).toISOString().slice(0, 10));
}

test.each(cases)('$id', async ({ files, argv, status, says, lacks, today }) => {
  const cwd = folderOf(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' ? moved(content, today) : Buffer.from(content.base64, 'base64'),
      ]),
    ),
  );
  const run = await runSoundings(
    argv.map((word) => moved(word, today)),
    { cwd, env: { TZ: 'UTC' } },
  );
  const said = run.stdout + run.stderr;
  expect(run.status, said).toBe(status);
  for (const pattern of says) expect(said).toMatch(new RegExp(moved(pattern, today), 'm'));
  for (const pattern of lacks) expect(said).not.toMatch(new RegExp(moved(pattern, today), 'm'));
});
