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
  typeOnly: boolean;
}

const files = globSync('src/**/*.ts').map(normalize);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const statements = [
    ...module.staticImports.map((it) => ({
      request: it.moduleRequest.value,
      typeOnly: it.entries.length > 0 && it.entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap((it) =>
      it.entries.flatMap((entry) =>
        entry.moduleRequest ? [{ request: entry.moduleRequest.value, typeOnly: entry.isType }] : [],
      ),
    ),
    ...module.dynamicImports.map((it) => ({
      request: readFileSync(file, 'utf8').slice(it.moduleRequest.start + 1, it.moduleRequest.end - 1),
      typeOnly: false,
    })),
  ];
  return statements.map(({ request, typeOnly }) => ({
    file,
    typeOnly,
    target: request.startsWith('.') ? normalize(`${dirname(file)}/${request}`) : request,
  }));
}

const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('src/') ? 'entry' : undefined);
const from = (room: string) => imports.filter(({ file }) => roomOf(file) === room);
const shown = ({ file, target }: Import) => `${file} -> ${target}`;

/** What each room may import of the others. */
const mayImport: Record<string, string[]> = {
  analysis: ['analysis'],
  domain: ['domain', 'analysis'],
  render: ['render', 'domain', 'analysis'],
  flows: ['flows', 'render', 'domain', 'analysis'],
  github: ['github', 'flows', 'domain'],
  postgres: ['postgres'],
  metrics: ['metrics', 'postgres', 'flows', 'domain', 'analysis'],
  db: ['db', 'postgres', 'flows', 'domain', 'analysis'],
  jobs: ['jobs', 'flows', 'domain'],
  web: ['web', 'flows', 'domain'],
  analyst: ['analyst', 'flows', 'domain'],
};

describe('rooms', () => {
  test('there are files and imports to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  test.each(Object.entries(mayImport))('%s imports only %s', (room, allowed) => {
    const own = from(room).filter(({ target }) => target.startsWith('src/'));
    expect(own.filter(({ target }) => !allowed.includes(roomOf(target) ?? '')).map(shown)).toEqual([]);
  });

  test('the product needs nothing of its tests and scripts', () => {
    expect(imports.filter(({ target }) => /^(test|scripts)\//.test(target)).map(shown)).toEqual([]);
  });

  test('pure rooms use no client, no clock, no randomness, no environment', () => {
    const clients = /^(node:(?!crypto$)|probot|@octokit\/|drizzle-orm|postgres|pg-boss|@electric-sql\/|pino)/;
    const pure = ['analysis', 'domain', 'render'];
    expect(
      pure
        .flatMap(from)
        .filter(({ target }) => clients.test(target))
        .map(shown),
    ).toEqual([]);
    const impure = files
      .filter((file) => pure.includes(roomOf(file) ?? ''))
      .filter((file) => /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\./.test(code(file)));
    expect(impure).toEqual([]);
  });

  test('only env.ts reads the environment', () => {
    expect(files.filter((file) => file !== 'src/env.ts' && /\bprocess\.env\b/.test(code(file)))).toEqual([]);
  });

  test('no import goes in a circle', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports)
      if (!typeOnly && target.startsWith('src/')) edges.set(file, [...(edges.get(file) ?? []), target]);
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
