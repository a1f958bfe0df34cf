import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { everything } from '../../src/domain/disclosure/disclosure.ts';
import type { Forecast } from '../../src/domain/forecast/forecast.ts';
import { judge } from '../../src/domain/gate/judge.ts';
import type { Metric } from '../../src/domain/metric/metric.ts';
import { offeredKeyResults } from '../../src/domain/outcome-map/offered-key-results.ts';
import type { Readout } from '../../src/domain/readout/readout.ts';
import { type Reply, renderReply } from '../../src/render/commands/reply-comment.ts';
import { commentBody } from '../../src/render/comment/comment-body.ts';
import { parseMarker } from '../../src/render/comment/marker.ts';
import { renderCheck } from '../../src/render/gate/check-output.ts';
import { renderReferenceAdvice } from '../../src/render/hypothesis/reference-comment.ts';
import { renderAlarm } from '../../src/render/readout/alarm-comment.ts';
import { inert, inertCode } from '../../src/render/words/inert.ts';
import { runs } from '../stage/run/property-runs.ts';
import { hostilePieces, hostileText } from '../stage/samples/hostile-text.ts';
import { factsOf, shopMap } from '../stage/samples/outcome-map-of-a-shop.ts';
import { renderForecast, renderReadout } from '../stage/samples/rendered.ts';
import { effect, forecast, guard, readout, release, shippedAt } from '../stage/samples/sample-bets.ts';
import { comments } from '../stage/samples/sample-comments.ts';
import { textsWith } from '../stage/samples/sample-words.ts';

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

  test.each(samples)('%s says nothing twice in a box of its drawings', (_, { body }) => {
    expect(body.match(/<br>([^<"]+)<br>\1(?=[<"])/)?.[0]).toBeUndefined();
  });

  test.each(samples)('%s speaks plainly', (_, { body }) => {
    const prose = body.replace(/```[\s\S]*?```/g, '').replace(/<!--.*-->/, '');
    expect(prose).not.toMatch(
      /!|great|congrat|sorry|unfortunately|oops|please|fail(?:ed|ure)|blame|undefined|NaN|\[object/i,
    );
    expect(prose).not.toMatch(/statistic|signific|p-value|counterfactual|confidence|regression|baseline/i);
  });
});

/** Every text of a value replaced, as far as people can have written it. */
function poisoned<Value>(value: Value, text: string): Value {
  // Names of accounts and repositories are GitHub's own: a reference that somebody made stays one, and the author is mentioned.
  const ofGitHub = typeof value === 'object' && value !== null && 'repository' in value ? ['owner', 'repository'] : [];
  const keep = [
    ...ofGitHub,
    'author',
    'kind',
    'unit',
    'by',
    'good',
    'on',
    'state',
    'bucket',
    'verdict',
    'sha',
    'result',
    'verb',
  ];
  if (Array.isArray(value)) return value.map((one) => poisoned(one, text)) as Value;
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'string' && !keep.includes(key) ? text : poisoned(one, text),
    ]),
  ) as Value;
}

const breached = guard({ state: 'breached', answer: effect(241, 0.12, 0.08, 0.16) });
const alarm = { guard: breached, author: 'ada', shippedAt, signal: release, disclosure: everything };
const facts = factsOf('Key result: KR9\nExpect: signup_rat +3%\nGuard: what +5%\nHypothesis: see below');
const judgement = judge(facts);
const objections = 'objections' in judgement.finding ? judgement.finding.objections : [];
const unknown = {
  kind: 'unknown-command',
  command: { verb: 'unknown', written: 'w', what: '`x` is not a command' },
} as const;

/** All that we write, with one text in every place where people's text can be. */
const written: Record<string, (text: string) => string> = {
  forecast: (text) => renderForecast({ ...poisoned<Forecast>(forecast, text), disclosure: everything }),
  readout: (text) => renderReadout({ ...poisoned<Readout>(readout, text), disclosure: everything }),
  alarm: (text) => renderAlarm({ ...poisoned(alarm, text), disclosure: everything }),
  'advice on an issue': (text) =>
    renderReferenceAdvice({
      ...poisoned({ map: shopMap(), objections, offered: offeredKeyResults(shopMap(), new Date('2026-11-05')) }, text),
      disclosure: everything,
    }),
  reply: (text) => renderReply([poisoned<Reply>(unknown, text), { kind: 'no-write-access', login: text }]),
  check: (text) =>
    renderCheck({ ...poisoned(facts, text), disclosure: everything }, poisoned(judgement, text)).output.summary,
  ...textsWith,
};

const blockShape = (node: Nodes): unknown =>
  'children' in node && node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell'
    ? [node.type, ...node.children.map(blockShape)]
    : node.type;

/** GitHub reads mentions and references out of whatever is not code. */
const alive = /@[\w-]|#\d|gh-\d|:\/\/|www\.|:[\w+-]+:/i;

describe('texts of people', () => {
  test.each(Object.entries(written))('do nothing in a %s, wherever they come from', (_, render) => {
    const harmless = render('harmless words');
    const shape = JSON.stringify(blockShape(parse(harmless)));
    // What the person referred to, and so do we.
    const ownReferences = [...new Set(harmless.match(/[\w./-]*#\d+|@ada/g))];
    const others = (prose: string) => ownReferences.reduce((rest, own) => rest.replaceAll(own, ''), prose);
    const doesNothing = (text: string) => {
      const body = render(text);
      const found = nodes(parse(body));
      expect(JSON.stringify(blockShape(parse(body)))).toBe(shape);
      expect(found.filter(({ type }) => /image|link|footnote|delete/i.test(type))).toEqual([]);
      for (const node of found) {
        if (node.type === 'html') for (const line of node.value.split('\n')) expect(line).toMatch(ours);
        if (node.type === 'text') expect(others(node.value)).not.toMatch(alive);
      }
      expect(parseMarker(body)?.kind).toBe(parseMarker(harmless)?.kind);
      expect(body.length).toBeLessThan(60_000);
    };
    const seen = (text: string) => inert(text) !== '' && inertCode(text) !== '';
    for (const text of hostilePieces) if (seen(text)) doesNothing(text);
    fc.assert(fc.property(hostileText.filter(seen), doesNothing), runs(0.2));
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
