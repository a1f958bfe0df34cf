import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Part, parts } from './calibrate/parts.ts';

/*
 * npm run calibrate [-- --only methods,shapes --windows 900 --seeds 1000 --seed 1 --write]: does the analysis cry wolf? Pseudo-releases at
 * random dates of series on which nothing was done, or a known lift injected, answered by Soundings and by what others do. `--write` puts
 * the tables into docs/analysis.md.
 */
const { values: given } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join() },
    windows: { type: 'string', default: '900' },
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const wish = { windows: Number(given.windows), seeds: Number(given.seeds), seed: Number(given.seed) };
const page = new URL('../docs/analysis.md', import.meta.url);
for (const name of given.only.split(',')) {
  if (!(name in parts)) throw new Error(`--only: ${name} is none of ${Object.keys(parts).join(', ')}`);
  console.error(name);
  const text = parts[name as Part](wish);
  if (given.write) writeInto(name, text);
  else console.log(`${text}\n`);
}

function writeInto(name: string, text: string) {
  const before = readFileSync(page, 'utf8');
  const [start, end] = [`<!-- calibrate ${name}: begin -->`, `<!-- calibrate ${name}: end -->`];
  const [from, to] = [before.indexOf(start), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/analysis.md has no place for ${name}`);
  writeFileSync(page, `${before.slice(0, from + start.length)}\n${text}\n${before.slice(to)}`);
}
