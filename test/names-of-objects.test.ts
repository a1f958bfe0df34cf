import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseCommands } from '../src/domain/commands/parse-command.ts';
import { saysTheSame } from '../src/domain/declaration/same-declaration.ts';
import { everything } from '../src/domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../src/domain/gate/facts.ts';
import { judge } from '../src/domain/gate/judge.ts';
import { judgeIssue } from '../src/domain/gate/judge-issue.ts';
import { missingFields } from '../src/domain/hypothesis/hypothesis-form.ts';
import type { Issue } from '../src/domain/hypothesis/issue.ts';
import { lint } from '../src/domain/lint/lint.ts';
import { mergeDocuments } from '../src/domain/outcome-map/merge-documents.ts';
import { outcomeMapOf, readOutcomeMap } from '../src/domain/outcome-map/read-outcome-map.ts';
import { findReverts } from '../src/domain/release/find-reverts.ts';
import { parseSources } from '../src/metrics/parse-sources.ts';
import { renderCheck } from '../src/render/gate/check-output.ts';
import { namesOfObjects, saidOf, twinOf } from './stage/samples/names-of-objects.ts';
import { readText } from './stage/series/read-text.ts';
import { inShort, readOne } from './stage/sources/read-one.ts';
import { startHttpServer } from './stage/sources/start-http-server.ts';

/*
 * A word that every object answers to is a word like any other: wherever people may write one, what is said of it is what is said of a word
 * that nobody knows.
 */

const words = namesOfObjects.map((name) => [name, twinOf(name)] as const);

const mapText = (unit = 'ms') => `version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, source: w/signups }
  latency: { title: Latency, unit: ${JSON.stringify(unit)}, good: down, source: w/latency }
objectives:
  - id: O1
    title: Small teams find us
    key_results:
      - { id: KR1, metric: signups, from: 1000, to: 1300, by: 2027-12-31 }
policy: { mode: enforce, issues: advise }
`;

function mapOf(text: string) {
  const read = readOutcomeMap('soundings.yml', text);
  const made = 'problems' in read ? read : outcomeMapOf(read.document);
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  return made.map;
}

function factsOf(body: string, unit?: string, issues: Issue[] = []): PullRequestFacts {
  return {
    repository: {
      ...{ id: 1, ownerId: 2, installationId: 3, owner: 'acme', name: 'shop' },
      ...{ defaultBranch: 'main', private: true },
    },
    pullRequest: {
      ...{ number: 12, title: 'Ask for less', body, url: 'https://github.com/acme/shop/pull/12' },
      ...{ author: { id: 3, login: 'ben' }, state: 'open', draft: false, merged: false, headSha: 'a'.repeat(40) },
      ...{ headRef: 'less', fromFork: false, baseRef: 'main', labels: [], updatedAt: new Date('2026-11-03T09:00:00Z') },
    },
    changedPaths: ['src/form.ts'],
    linkedIssues: issues,
    mapState: { kind: 'valid', map: mapOf(mapText(unit)), version: 'v1', home: { name: 'shop' } },
    disclosure: everything,
  };
}

const issue = (body: string): Issue => ({
  ...{
    owner: 'acme',
    repository: 'shop',
    number: 5,
    title: 'Fewer fields',
    body,
    labels: ['hypothesis'],
    state: 'open',
  },
});

const lines: [string, (word: string) => string][] = [
  ['the unit of a change', (word) => `Expect: signups +3${word}`],
  ['a change with a blank', (word) => `Expect: signups +3 ${word}`],
  ['the ends of a range', (word) => `Expect: latency -1${word} to -2${word}`],
  ['one end of a range', (word) => `Expect: latency -1ms to -2${word}`],
  ['levels', (word) => `Expect: latency from 3${word} to 4${word}`],
  ['the sign of a currency', (word) => `Expect: signups +${word}3`],
  ['a change', (word) => `Expect: signups ${word}`],
  ['a metric', (word) => `Expect: ${word} +3%`],
  ['a window', (word) => `Expect: signups +3% within ${word}`],
  ["a window's unit", (word) => `Expect: signups +3% within 3 ${word}`],
  ['what follows a window', (word) => `Expect: signups +3% within 3 days ${word}`],
  ['the unit of a limit', (word) => `Guard: latency +5${word}`],
  ['a guarded metric', (word) => `Guard: ${word} +5%`],
  ['a limit', (word) => `Guard: latency ${word}`],
  ['a key result', (word) => `Key result: ${word}`],
  ['one of several', (word) => `Key result: KR1, ${word}`],
  ['a hypothesis', (word) => `Hypothesis: ${word}`],
  ['the repository of one', (word) => `Hypothesis: acme/${word}#1`],
  ['the owner of one', (word) => `Hypothesis: ${word}/shop#1`],
  ['what is closed', (word) => `Closes ${word}/shop#1`],
  ['a reason', (word) => `Outcome: none (${word}): tidied up`],
  ['a bare reason', (word) => `Outcome: ${word}`],
  ['why', (word) => `Outcome: none (chore): ${word}`],
  ['a track', (word) => `Track: ${word}`],
  ['because', (word) => `Because: ${word}`],
  ['evidence', (word) => `Evidence: ${word}`],
  ['a key', (word) => `${word}: KR1`],
  ['a heading', (word) => `### ${word}\n\nKR1`],
  ['what stands under one', (word) => `### Key result\n\n${word}`],
  ['a question of the template', (word) => `**${word}**\n\nyes`],
  ['a revert', (word) => `Reverts ${word}#12`],
  ['prose', (word) => `This ${word} is better.`],
];
const metricLine = 'Key result: KR1\n';

describe('in a description', () => {
  test.each(words)('%s is any other unknown word', (name, twin) => {
    for (const [place, line] of lines) {
      const answer = (word: string) => {
        const facts = factsOf(metricLine + line(word));
        return [facts, factsOf(line(word)), factsOf('Hypothesis: #5', 'ms', [issue(line(word))])].map((given) => {
          const judgement = judge(given);
          return [judgement, renderCheck(given, judgement)];
        });
      };
      expect(saidOf(name, answer), place).toBe(saidOf(twin, answer));
      const others = (word: string) => [
        findReverts({ owner: 'acme', name: 'shop', title: line(word), text: line(word) }),
        judgeIssue(issue(line(word)), mapOf(mapText()), []),
        missingFields(line(word)),
        saysTheSame(line(word), metricLine),
      ];
      expect(saidOf(name, others), place).toBe(saidOf(twin, others));
    }
  });

  test.each(words)('a metric may be in %s', (name, twin) => {
    for (const line of [`Expect: latency +3NAME`, 'Guard: latency +3NAME', 'Expect: latency from 3NAME to 2NAME'])
      for (const unit of ['ms', 'NAME']) {
        const answer = (word: string) => {
          const facts = factsOf(metricLine + line.replaceAll('NAME', word), unit.replace('NAME', word));
          const judgement = judge(facts);
          return [judgement, renderCheck(facts, judgement)];
        };
        // Names with a `_` are no units.
        if (unit !== 'NAME' || /^[a-z]+$/i.test(name)) expect(saidOf(name, answer)).toBe(saidOf(twin, answer));
      }
  });
});

const commands = ['', ' "x"', ' why'].flatMap((rest) =>
  ['', 'hypothesis ', 'decide ', 'challenge ', 'exempt ', 'measure ', 'answer ', 'learned ', 'check '].map(
    (verb) => [verb, rest] as const,
  ),
);

test.each(words)('in a command %s is any other unknown word', (name, twin) => {
  for (const [verb, rest] of commands) {
    const answer = (word: string) => parseCommands(`/soundings ${verb}${word}${rest}`);
    expect(saidOf(name, answer), verb).toBe(saidOf(twin, answer));
  }
});

const parts: [string, (word: string) => string][] = [
  ['a key of the file', (word) => `${mapText()}${word}: 1\n`],
  ['a mapping under one', (word) => `${mapText()}${word}: { a: 1 }\n`],
  ['a metric', (word) => mapText().replaceAll('signups:', `${word}:`)],
  ['a metric and its key result', (word) => mapText().replaceAll(/\bsignups\b/g, word)],
  ['a key of a metric', (word) => mapText().replace('title: Sign-ups', `${word}: 1, title: x`)],
  ['a unit', (word) => mapText(word)],
  ['a direction', (word) => mapText().replace('good: up', `good: ${word}`)],
  ['a role', (word) => mapText().replace('good: up', `good: up, role: ${word}`)],
  ['what it drives', (word) => mapText().replace('good: up', `good: up, drives: [${word}]`)],
  ['a control', (word) => mapText().replace('good: up', `good: up, controls: [${word}]`)],
  ['an owner', (word) => mapText().replace('good: up', `good: up, owner: ${word}`)],
  ['a horizon', (word) => mapText().replace('good: up', `good: up, horizon: ${word}`)],
  ['holidays', (word) => mapText().replace('good: up', `good: up, holidays: ${word}`)],
  ['arms', (word) => mapText().replace('good: up', `good: up, arms: { control: ${word}, treatment: b }`)],
  ['a key of arms', (word) => mapText().replace('good: up', `good: up, arms: { ${word}: a, treatment: b }`)],
  ['a source', (word) => mapText().replace('w/signups', `${word}/${word}`)],
  ['an objective', (word) => mapText().replace('O1', word)],
  ['what it serves', (word) => mapText().replace('id: O1', `id: O1\n    serves: ${word}`)],
  ['a key result', (word) => mapText().replace('KR1', word)],
  ['its metric', (word) => mapText().replace('metric: signups', `metric: ${word}`)],
  ['its figure', (word) => mapText().replace('from: 1000', `from: ${word}`)],
  ['the unit of its figure', (word) => mapText().replace('from: 1000', `from: 1000${word}`)],
  ['its day', (word) => mapText().replace('2027-12-31', word)],
  ['a key of it', (word) => mapText().replace('{ id: KR1', `{ ${word}: 1, id: KR1`)],
  ['a line of the strategy', (word) => `${mapText()}strategy: [{ id: ${word}, title: x }]\n`],
  ['a key of the policy', (word) => mapText().replace('mode: enforce', `mode: enforce, ${word}: 1`)],
  ['a mode', (word) => mapText().replace('mode: enforce', `mode: ${word}`)],
  ['issues', (word) => mapText().replace('issues: advise', `issues: ${word}`)],
  ['a key of issues', (word) => mapText().replace('issues: advise', `issues: { ${word}: 1 }`)],
  ['a label', (word) => mapText().replace('mode: enforce', `exempt: { labels: [${word}] }`)],
  ['a path', (word) => mapText().replace('mode: enforce', `exempt: { paths: [${word}] }`)],
  ['a rule of the lint', (word) => mapText().replace('mode: enforce', `lint: { ${word}: warn }`)],
  ['a level of the lint', (word) => mapText().replace('mode: enforce', `lint: ${word}`)],
  ['a level of one rule', (word) => mapText().replace('mode: enforce', `lint: { no-owner: ${word} }`)],
  ['what delivery needs', (word) => mapText().replace('mode: enforce', `delivery: { needs: ${word} }`)],
  ['a track', (word) => mapText().replace('mode: enforce', `tracks: { ${word}: [x] }`)],
  ['a release', (word) => `${mapText()}release: { on: ${word} }\n`],
  ['an environment', (word) => `${mapText()}release: { on: deployment, environment: ${word} }\n`],
  ['tags', (word) => `${mapText()}release: { tags: ${word} }\n`],
  ['a follow-up', (word) => `${mapText()}follow_up: { after: ${word} }\n`],
  ['what it extends', (word) => `${mapText()}_extends: ${word}\n`],
  ['an alias', (word) => `${mapText()}vision: *${word}\n`],
  ['a tag', (word) => `${mapText()}vision: !${word} x\n`],
];

describe('in a map', () => {
  test.each(words)('%s is any other word', (name, twin) => {
    for (const [place, text] of parts) {
      const answer = (word: string) => {
        const read = readOutcomeMap('soundings.yml', text(word));
        if ('problems' in read) return read;
        const merged = mergeDocuments(read.document, read.document);
        const made = outcomeMapOf(read.document);
        if ('problems' in made) return made;
        const { map, places } = made;
        const findings = lint({ map, places, asOf: new Date('2026-11-03T00:00:00Z'), readings: {} });
        return [map, findings, outcomeMapOf(merged)];
      };
      expect(saidOf(name, answer), place).toBe(saidOf(twin, answer));
    }
  });
});

const connection = (changed: (text: string) => string) =>
  changed(`connections:
  warehouse:
    type: csv
    timezone: UTC
    queries:
      signups: { file: signups.csv, time: day, value: count }
  site:
    type: http
    url: https://stats.example.com/
    headers: { x-one: one }
    queries:
      visits: { path: visits, rows: rows, value: count }
`);

const places: [string, (word: string) => string][] = [
  ['a key of the file', (word) => connection((text) => `${text}${word}: 1\n`)],
  ['a connection', (word) => connection((text) => text.replace('warehouse:', `${word}:`))],
  ['a type', (word) => connection((text) => text.replace('type: csv', `type: ${word}`))],
  ['a time zone', (word) => connection((text) => text.replace('UTC', word))],
  ['an owner', (word) => connection((text) => text.replace('timezone: UTC', `owners: [${word}]`))],
  ['a key of a connection', (word) => connection((text) => text.replace('timezone: UTC', `${word}: UTC`))],
  ['a query', (word) => connection((text) => text.replace('signups:', `${word}:`))],
  ['a key of a query', (word) => connection((text) => text.replace('time: day', `${word}: day`))],
  ['a column', (word) => connection((text) => text.replace('value: count', `value: ${word}`))],
  ['a path', (word) => connection((text) => text.replace('rows: rows', `rows: a.${word}[0]`))],
  ['a header', (word) => connection((text) => text.replace('x-one:', `${word}:`))],
  ['a variable', (word) => connection((text) => text.replace('visits, rows', `"\${${word}}", rows`))],
  ['a placeholder', (word) => connection((text) => text.replace('path: visits', `path: "{${word}}"`))],
  ['a network', (word) => connection((text) => `${text}network: ${word}\n`)],
];

describe('in a file of sources', () => {
  test.each(words)('%s is any other word', (name, twin) => {
    for (const [place, text] of places) {
      const answer = (word: string) => {
        const read = parseSources({ file: 's.yml', text: text(word), environment: {}, place: { folder: '/srv' } });
        if ('problems' in read) return read;
        return [...read.value].map(([own, { queries, owners, timezone }]) => [
          own,
          [...(queries ?? [])],
          owners,
          timezone,
        ]);
      };
      expect(saidOf(name, answer), place).toBe(saidOf(twin, answer));
    }
  });
});

describe('data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const window = { from: '2026-11-01', to: '2026-11-03' };
  const days = [
    ['2026-11-01', 5],
    ['2026-11-02', 6],
  ];

  test.each(words)('a column may be called %s, and a query', async (name) => {
    writeFileSync(join(folder, 'named.csv'), `${name},count\n2026-11-01,5\n2026-11-02,6\n`);
    writeFileSync(join(folder, 'plain.csv'), 't,count\n2026-11-01,5\n2026-11-02,6\n');
    const csv = (query: object) => ({ type: 'csv', queries: { q: query } });
    const read = async (query: object) => inShort((await readOne(csv(query), { ...window, folder })).reading);
    expect(await read({ file: 'named.csv', time: name, value: 'count' })).toEqual(days);
    expect(await read({ file: 'plain.csv', value: name })).toBe(
      `query-failed: the file of the source has no column "${name}"`,
    );
  });

  test.each(words)('an answer has %s only where it says so', async (name) => {
    const rows = (key: string) => days.map(([t, value]) => ({ t, [key]: value }));
    const server = await startHttpServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url?.includes('named') ? { [name]: rows(name) } : { rows: rows('count') }));
    });
    const http = (query: object) => ({ type: 'http', url: server.url, queries: { q: query } });
    const read = async (query: object) => inShort((await readOne(http(query), window)).reading);
    try {
      expect(await read({ path: 'named', rows: name, value: name })).toEqual(days);
      expect(await read({ path: 'plain', rows: 'rows', value: name })).toEqual(
        await read({ path: 'plain', rows: 'rows', value: twinOf(name) }),
      );
      expect(await read({ path: 'plain', rows: name, value: 'count' })).toEqual(
        await read({ path: 'plain', rows: twinOf(name), value: 'count' }),
      );
    } finally {
      await server.stop();
    }
  });

  test.each(words)('%s is a header like any other', async (name, twin) => {
    const answers = async (word: string) =>
      Promise.all([
        readText(`t,${word}\n2026-11-01,5\n2026-11-02,6\n`),
        readText(`t,${word},b\n2026-11-01,5,1\n2026-11-02,6,1\n`, { metric: word }),
        readText('t,value\n2026-11-01,5\n', { metric: word }),
        readText('t,numerator\n2026-11-01,5\n', { metric: word }),
        readText(`t,metric,value\n2026-11-01,${word},5\n`, { metric: word }),
        readText(`${word},value\n2026-11-01,5\n`),
        readText(`${word},value\n2026-11-01,5\n`, { time: word }),
      ]);
    const [said, likewise] = [await answers(name), await answers(twin)];
    expect(saidOf(name, () => said)).toBe(saidOf(twin, () => likewise));
  });
});
