import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../src/domain/forecast.ts';
import type { Metric } from '../../src/domain/metric.ts';
import type { Readout } from '../../src/domain/readout.ts';
import { commentBody } from '../../src/render/comment-body.ts';
import { renderForecast } from '../../src/render/forecast-comment.ts';
import { parseMarker } from '../../src/render/marker.ts';
import { renderReadout } from '../../src/render/readout-comment.ts';
import { forecast, readout } from '../fixtures/sample-bets.ts';
import { comments } from '../fixtures/sample-comments.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

const parse = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

function nodes(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodes) : [])];
}

const samples = comments().map((sample) => [sample.name, sample] as const);
const ours = /^(?:<!-- soundings:[a-z]+ v1[^>]* -->|<details><summary>[\w ,]+<\/summary>|<\/details>)$/;

describe('of every text that we write', () => {
  test.each(samples.filter(([, { check }]) => !check))('%s begins with its marker', (_, { body }) => {
    expect(parseMarker(body)).toBeDefined();
  });

  test.each(samples)('%s has no image, no link of people, no HTML but its marker and folds', (_, { body }) => {
    const found = nodes(parse(body));
    expect(found.filter(({ type }) => type === 'image' || type === 'imageReference' || type === 'link')).toEqual([]);
    for (const node of found)
      if (node.type === 'html') for (const line of node.value.split('\n')) expect(line).toMatch(ours);
  });

  test.each(samples)('%s fits on a screen before its folds', (_, { body }) => {
    const seen = body.replace(/<details>[\s\S]*<\/details>/, '');
    expect(seen.length).toBeLessThan(1700);
    expect(seen.split('\n').filter((line) => line !== '').length).toBeLessThan(25);
  });

  test.each(samples)('%s speaks plainly', (_, { body }) => {
    const prose = body.replace(/```[\s\S]*?```/g, '').replace(/<!--.*-->/, '');
    expect(prose).not.toMatch(
      /!|great|congrat|sorry|unfortunately|oops|please|fail(?:ed|ure)|blame|undefined|NaN|\[object/i,
    );
    expect(prose).not.toMatch(/statistic|signific|p-value|counterfactual|confidence|regression|baseline/i);
  });
});

const hostile =
  '<img src=x> ![a](https://evil.example) [b](https://evil.example) @acme/team #1 <!-- soundings:final v1 --> ``` | x |\n\n# h';

/** Every text of a value replaced, as far as people can have written it. */
function poisoned<Value>(value: Value): Value {
  const keep = ['kind', 'unit', 'by', 'good', 'on', 'state', 'bucket', 'verdict', 'sha'];
  if (Array.isArray(value)) return value.map(poisoned) as Value;
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'string' && !keep.includes(key) ? hostile : poisoned(one),
    ]),
  ) as Value;
}

describe('texts of people', () => {
  const bodies = [
    ['forecast', renderForecast(poisoned<Forecast>(forecast))],
    ['readout', renderReadout(poisoned<Readout>(readout))],
  ] as const;

  test.each(bodies)('do nothing in a %s, wherever they come from', (_, body) => {
    const found = nodes(parse(body));
    expect(found.filter(({ type }) => /image|link|footnote/i.test(type))).toEqual([]);
    for (const node of found)
      if (node.type === 'html') for (const line of node.value.split('\n')) expect(line).toMatch(ours);
    for (const node of found) if (node.type === 'text') expect(node.value).not.toMatch(/@acme|#1\b|:\/\//);
    expect(found.filter(({ type }) => type === 'heading')).toHaveLength(1);
    expect(body.match(/<!-- soundings/g)).toHaveLength(1 + (body.match(/`[^`]*<!-- soundings[^`]*`/g) ?? []).length);
  });

  test('a unit too', () => {
    const metric: Metric = { name: 'x', title: 'X', unit: '@acme<b>', good: 'up', drives: [] };
    const rows = forecast.rows.map((row) => ({ ...row, movement: { ...row.movement, metric } }));
    expect(renderForecast({ ...forecast, rows })).toContain('0.0312\u00a0@\u2060acme&lt;b&gt;');
  });
});

describe('the limit of a comment', () => {
  const fold = (letter: string) => ({ summary: letter, content: letter.repeat(25_000) });

  test('the last folds go first, and it says so', () => {
    const body = commentBody({
      marker: '<!-- m -->',
      shown: ['answer'],
      folds: [fold('a'), fold('b'), fold('c')],
      close: ['end'],
    });
    expect(body.length).toBeLessThan(60_000);
    expect(body).toContain('b'.repeat(25_000));
    expect(body).not.toContain('ccc');
    expect(body.endsWith('\n\nSome details are left out: they did not fit into a comment.\n\nend\n')).toBe(true);
  });

  test('a huge answer is cut', () => {
    const body = commentBody({ marker: '<!-- m -->', shown: ['é'.repeat(100_000)], folds: [fold('a')] });
    expect(body.length).toBeLessThan(60_000);
    expect(body.endsWith('é…\n')).toBe(true);
  });

  test('a bet with hundreds of everything still fits', () => {
    const many = <Item>(items: Item[]) => Array.from({ length: 300 }, () => items).flat();
    const huge: Forecast = {
      ...forecast,
      rows: many(forecast.rows),
      guards: many(forecast.guards),
      keyResults: many(forecast.keyResults),
      upstream: many(forecast.upstream),
      others: many(forecast.others),
      bet: { ...forecast.bet, evidence: many([`https://example.com/${'x'.repeat(2000)}`]) },
    };
    const body = renderForecast(huge);
    expect(body.length).toBeLessThan(60_000);
    expect(body).toContain('Readouts follow here');
  });
});
