import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOf, runSoundings } from './run-soundings.ts';

const acme = readFileSync(new URL('../fixtures/outcome-maps/acme.yml', import.meta.url), 'utf8');

const validate = (files: Record<string, string>, args = Object.keys(files)) =>
  runSoundings(['validate', ...args], { cwd: folderOf(files) });

test('a map in order', async () => {
  expect(await validate({ 'map.yml': acme })).toEqual({
    status: 0,
    stdout: 'map.yml: nothing wrong; 3 metrics, 1 objective, 1 key result\n',
    stderr: '',
  });
});

test('every problem of every file, as file:line:column', async () => {
  expect(
    await validate({
      'one.yml': 'version: 1\nmetrics:\n  rate: { good: upp, drives: [tim] }\n  time: { good: down }\npolice: {}\n',
      'two.yml': acme,
      'three.yml': 'version: 1\n\tpolicy:',
    }),
  ).toEqual({
    status: 1,
    stdout: `one.yml:3:17: \`metrics.rate.good\` is \`upp\`, expected \`up\` or \`down\`
one.yml:3:31: \`rate\` drives \`tim\`, which is not in the map, expected \`time\`, or another metric of the map
one.yml:5:1: \`police\` is not a key of an outcome map, expected \`policy\`
two.yml: nothing wrong; 3 metrics, 1 objective, 1 key result
three.yml:2:1: a tab in the indentation, expected spaces
`,
    stderr: '',
  });
});

test('an addition is valid as far as it goes', async () => {
  const addition = '_extends: acme/.github\nmetrics: { rate: { drives: revenue } }\n';
  expect(await validate({ 'map.yml': addition })).toEqual({
    status: 0,
    stdout: 'map.yml: nothing wrong; what it adds to (acme/.github:.github/soundings.yml) was not looked up\n',
    stderr: '',
  });
});

test('a file that cannot be read does not keep the others from being read', async () => {
  expect(await validate({ 'map.yml': 'version: 1' }, ['absent.yml', '.', 'map.yml'])).toEqual({
    status: 1,
    stdout: 'map.yml: nothing wrong; 0 metrics, 0 objectives, 0 key results\n',
    stderr: 'cannot read absent.yml: there is no such file\ncannot read .: it is a folder\n',
  });
});
