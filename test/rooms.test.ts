import { globSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

/*
 * The rooms of docs/design.md, held. Not dependency-cruiser: it reads TypeScript only with the compiler's old programming interface,
 * which TypeScript 7 no longer has; it then finds nothing and is content.
 */

interface Import {
  file: string;
  /** A path from the root for our own files, else the package as written. */
  target: string;
  /** What is imported apart from types, by its name where it is. */
  values: string[];
}

const files = globSync('src/**/*.ts').map(normalize);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const statements = [
    ...module.staticImports.map((it) => ({
      request: it.moduleRequest.value,
      values: it.entries.filter((entry) => !entry.isType).map(({ importName }) => importName.name ?? '*'),
    })),
    ...module.staticExports.flatMap((it) =>
      it.entries.flatMap((entry) =>
        entry.moduleRequest ? [{ request: entry.moduleRequest.value, values: entry.isType ? [] : ['*'] }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      request: readFileSync(file, 'utf8').slice(start + 1, end - 1),
      values: ['*'],
    })),
  ];
  return statements.map(({ request, values }) => ({
    file,
    values,
    target: request.startsWith('.') ? normalize(`${dirname(file)}/${request}`) : request,
  }));
}

const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('src/') ? 'entry' : undefined);
const from = (room: string) => imports.filter(({ file }) => roomOf(file) === room);
const shown = ({ file, target }: Import) => `${file} -> ${target}`;

/** What each room may import of the others; `cli` and `wiring` join all of them. */
const mayImport: Record<string, string[]> = {
  errors: ['errors', 'flows', 'domain'],
  deadlines: ['deadlines', 'errors', 'flows'],
  analysis: ['analysis'],
  domain: ['domain', 'analysis'],
  render: ['render', 'domain', 'analysis'],
  flows: ['flows', 'render', 'domain', 'analysis', 'errors'],
  github: ['github', 'flows', 'domain', 'errors'],
  postgres: ['postgres'],
  metrics: ['metrics', 'postgres', 'flows', 'domain', 'analysis', 'errors', 'deadlines'],
  db: ['db', 'postgres', 'flows', 'domain', 'analysis', 'errors', 'deadlines'],
  jobs: ['jobs', 'flows', 'domain', 'errors', 'deadlines'],
  web: ['web', 'render', 'flows', 'domain', 'errors', 'deadlines'],
  analyst: ['analyst', 'flows', 'domain', 'deadlines'],
  monitoring: ['monitoring', 'flows', 'domain', 'errors', 'deadlines'],
};

/** Inside a room each journey has a room of its own, and imports those that stand before it. What lies beside them: see the tests. */
const orders: Record<string, string[]> = {
  domain: [
    ...['text', 'metric', 'outcome-map', 'declaration', 'hypothesis', 'commands', 'bet', 'disclosure'],
    ...['ledger', 'release', 'forecast', 'lint', 'gate', 'readout', 'digest', 'portfolio'],
  ],
  render: ['words', 'comment', 'chart', 'gate', 'commands', 'hypothesis', 'forecast', 'readout', 'digest', 'pages'],
  flows: [
    ...['ports', 'net', 'publish', 'audience', 'readings', 'forecast', 'hypothesis'],
    ...['release', 'readout', 'gate', 'upkeep', 'commands', 'digest', 'pages'],
  ],
};

/** A test of a script; the script that starts the fault suite. */
const alsoFrom: Record<string, string[]> = { test: ['scripts'], scripts: ['test/faults'] };

/** What `render` may ask of `domain`: lists and names as they are written, and what a thing is called or counts as. What is decided comes as data. */
const toldToRender = [
  ...['day', 'decisions', 'mapPath', 'nonBetReasons', 'rhythms', 'verbs'],
  ...[
    'bearingOf',
    'calm',
    'misses',
    'nameOfExperiment',
    'nameOfOther',
    'quoted',
    'referenceFrom',
    'referenceTo',
    'shownOf',
    'wordOf',
  ],
];

/** Packages that are arithmetic, texts, dates and memory alone. */
const purePackages =
  /^(node:(crypto|module|util)|d3-scale|date-holidays|fastest-levenshtein|hono\/html|lru-cache|luxon|markdown-it|yaml|zod)$/;

describe('rooms', () => {
  test('there are files and imports to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  test.each(Object.entries(mayImport))('%s imports only %s', (room, allowed) => {
    const own = from(room).filter(({ target }) => target.startsWith('src/'));
    expect(own.filter(({ target }) => !allowed.includes(roomOf(target) ?? '')).map(shown)).toEqual([]);
  });

  test('tests and scripts meet on the stage, which needs neither', () => {
    const others = globSync(['test/**/*.ts', 'scripts/**/*.ts']).map(normalize).flatMap(importsOf);
    const ours = others.filter(({ target }) => /^(test|scripts)\//.test(target));
    expect(ours.length).toBeGreaterThan(300);
    const folderOf = (path: string) => /^(test\/[^/]+|scripts)(?=\/)/.exec(path)?.[1] ?? 'test';
    const common = (file: string) => (folderOf(file) === 'test/stage' ? [] : ['test/stage', 'test/contracts']);
    const isOdd = ({ file, target }: Import) =>
      folderOf(file) !== folderOf(target) &&
      ![...common(file), ...(alsoFrom[folderOf(file)] ?? [])].includes(folderOf(target));
    expect(ours.filter(isOdd).map(shown)).toEqual([]);
  });

  test('the product needs nothing of its tests and scripts', () => {
    expect(imports.filter(({ target }) => /^(test|scripts)\//.test(target)).map(shown)).toEqual([]);
  });

  test.each(Object.entries(orders))('%s: a journey imports only those before it', (room, order) => {
    const journeyOf = (path: string) => /^src\/[^/]+\/([^/]+)\//.exec(path)?.[1];
    const within = from(room).filter(({ target }) => roomOf(target) === room);
    expect([...new Set(within.flatMap(({ file }) => journeyOf(file) ?? []))].sort()).toEqual([...order].sort());
    const climbs = ({ file, target }: Import) => {
      const [here, there] = [journeyOf(file), journeyOf(target)];
      // The tables of flows lie on top; what lies beside the journeys of another room is below all of them.
      if (here === undefined) return room !== 'flows' && there !== undefined;
      if (there === undefined) return room === 'flows';
      return order.indexOf(there) > order.indexOf(here);
    };
    expect(within.filter(climbs).map(shown)).toEqual([]);
  });

  test('render works nothing out: of domain and analysis it takes types, and little else', () => {
    const asked = from('render').filter(({ target }) => /^src\/(domain|analysis)\//.test(target));
    const values = [...new Set(asked.flatMap(({ values }) => values))].sort();
    expect(values).toEqual([...toldToRender].sort());
  });

  test('no room holds more than thirty files', () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 30)).toEqual([]);
  });

  test('pure rooms use no client, no clock, no randomness, no environment', () => {
    const pure = ['analysis', 'domain', 'render'];
    const packages = [...pure, 'flows'].flatMap(from).filter(({ target }) => !target.startsWith('src/'));
    expect(packages.filter(({ target }) => !purePackages.test(target)).map(shown)).toEqual([]);
    // What is large may be loaded once it is asked for: node:module.
    const later = files
      .filter((file) => [...pure, 'flows'].includes(roomOf(file) ?? ''))
      .flatMap((file) => [...code(file).matchAll(/\brequire\('([^']+)'\)/g)].map(([, target = '']) => target));
    expect(later.filter((target) => !purePackages.test(target))).toEqual([]);
    const impure = files
      .filter((file) => pure.includes(roomOf(file) ?? ''))
      .filter((file) => /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\./.test(code(file)));
    expect(impure).toEqual([]);
  });

  test('only env.ts reads the environment', () => {
    expect(files.filter((file) => file !== 'src/env.ts' && /\bprocess\.env\b/.test(code(file)))).toEqual([]);
  });

  test('no import goes in a circle, types included', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target } of imports)
      if (target.startsWith('src/')) edges.set(file, [...(edges.get(file) ?? []), target]);
    expect(files.flatMap((file) => circleThrough(file, edges))).toEqual([]);
  });
});

/** Without comments, which may name what the code must not use. */
function code(file: string): string {
  const text = readFileSync(file, 'utf8');
  return parseSync(file, text).comments.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text,
  );
}

function circleThrough(start: string, edges: Map<string, string[]>): string[] {
  const seen = new Set<string>();
  const stack = [...(edges.get(start) ?? [])];
  for (let file = stack.pop(); file !== undefined; file = stack.pop()) {
    if (file === start) return [start];
    if (seen.has(file)) continue;
    seen.add(file);
    stack.push(...(edges.get(file) ?? []));
  }
  return [];
}
