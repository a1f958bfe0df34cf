import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forecastAsTold, readoutAsTold } from '../../src/domain/readout/told.ts';
import { xychart } from '../../src/render/chart/xychart.ts';
import { redacted } from '../stage/samples/disclosures.ts';
import { renderForecast, renderReadout } from '../stage/samples/rendered.ts';
import { endings, forecast, readout } from '../stage/samples/sample-bets.ts';

/* Every form of chart that we write, drawn by the real Mermaid in a real browser: what it cannot read it shows as an error to people. */

const mermaid = readFileSync(createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'), 'utf8');

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await browser.newPage();
  await page.setContent('<body></body>');
  await page.addScriptTag({ content: mermaid });
});
afterAll(() => browser?.close());

interface Drawn {
  /** Number of points of each line. */
  points: number[];
  texts: string[];
}

async function draw(source: string): Promise<Drawn> {
  const code = source.replace(/^```mermaid\n|\n```$/g, '');
  const drawing = `(async () => {
    mermaid.initialize({ startOnLoad: false, theme: 'dark' });
    const { svg } = await mermaid.render('chart', ${JSON.stringify(code)});
    const holder = document.createElement('div');
    holder.innerHTML = svg;
    return {
      points: [...holder.querySelectorAll('g.plot path')].map((path) => path.getAttribute('d').split(/[ML]/).length - 1),
      texts: [...holder.querySelectorAll('text')].map((text) => text.textContent.trim()),
    };
  })()`;
  return page.evaluate(drawing) as Promise<Drawn>;
}

const drawings = (body: string) => body.match(/```mermaid\n[\s\S]*?\n```/g) ?? [];
const charts = (body: string) => drawings(body).filter((source) => source.includes('xychart'));
const flowcharts = (body: string) => drawings(body).filter((source) => source.includes('flowchart'));

interface Flow {
  /** Text of each node and of each edge that has one, lines apart. */
  nodes: string[];
  labels: string[];
  edges: number;
  /** What a label must not become. */
  foreign: string[];
}

async function drawFlow(source: string, theme: 'default' | 'dark' = 'dark'): Promise<Flow> {
  const code = source.replace(/^```mermaid\n|\n```$/g, '');
  const drawing = `(async () => {
    mermaid.initialize({ startOnLoad: false, theme: ${JSON.stringify(theme)}, securityLevel: 'strict' });
    const { svg } = await mermaid.render('flow', ${JSON.stringify(code)});
    const holder = document.createElement('div');
    holder.innerHTML = svg;
    const read = (element) => {
      for (const line of element.querySelectorAll('br')) line.replaceWith('|');
      return element.textContent.trim();
    };
    return {
      nodes: [...holder.querySelectorAll('g.node .nodeLabel')].map(read),
      labels: [...holder.querySelectorAll('.edgeLabels .edgeLabel span.edgeLabel')].map(read).filter((text) => text !== ''),
      edges: holder.querySelectorAll('.edgePaths path').length,
      foreign: [...holder.querySelectorAll('foreignObject *')].map(({ localName }) => localName).filter((name) => !['div', 'span', 'p', 'br'].includes(name)),
    };
  })()`;
  return page.evaluate(drawing) as Promise<Flow>;
}
const chart = (values: number[], title = 'Sign-up rate') =>
  xychart({
    title,
    unit: 'percent',
    x: { title: 'day', from: -values.length, to: -1 },
    lines: [{ name: 'measured', color: '#2f81f7', values }],
  }) ?? '';

describe('drawn', () => {
  const wave = Array.from({ length: 90 }, (_, at) => Math.sin(at / 5));

  test.each<[string, number[]]>([
    ['ninety points around zero', wave],
    ['negative', wave.map((value) => value - 10)],
    ['tiny ratios', wave.map((value) => 4e-7 * (value + 2))],
    ['huge', wave.map((value) => 1e15 * (value + 2))],
    ['beyond huge', [1e22, 2e22, 3e22]],
    ['constant', new Array(30).fill(3)],
    ['zero throughout', new Array(30).fill(0)],
    ['two points', [1, 2]],
    ['close together', [99.951, 99.952, 99.953]],
  ])('%s', async (_, values) => expect((await draw(chart(values))).points).toEqual([values.length]));

  test.each(['Visits: 100% of "them" %% {a} [b] #35; <b>', 'x-axis --> title line [1, 2]', '訪問者', ''])(
    'a title of any kind: %s',
    async (title) => expect((await draw(chart([1, 2, 3], title))).points).toEqual([3]),
  );

  test('a forecast', async () => {
    const [one = '', ...others] = charts(renderForecast(forecast));
    expect(others).toEqual([]);
    const { points, texts } = await draw(one);
    // Means of weeks, and the days behind them.
    expect(points).toEqual([90, 90]);
    expect(texts).toEqual(expect.arrayContaining(['Visit to sign-up rate, percent', 'day, 0 is 3 Nov 2026']));
  });

  test('a readout: the release, what was to be expected, what was measured', async () => {
    const [one = ''] = charts(renderReadout(readout));
    const { points, texts } = await draw(one);
    // The release, the two ends of the band, what was to be expected, what was measured.
    expect(points).toEqual([89, 89, 89, 89, 89]);
    expect(texts).toEqual(expect.arrayContaining(['release', 'low', 'high', 'expected', 'measured']));
  });

  test('a readout without data, and the redacted ones', async () => {
    const bodies = [
      renderReadout(endings['no-data']),
      renderReadout(readoutAsTold({ ...readout, disclosure: redacted })),
      renderForecast(forecastAsTold({ ...forecast, disclosure: redacted })),
    ];
    for (const one of bodies.flatMap(charts)) expect((await draw(one)).points.length).toBeGreaterThan(0);
    expect(bodies.flatMap(charts)).toHaveLength(3);
  });

  test('what Mermaid cannot read is noticed here', async () => {
    await expect(draw('xychart-beta\n  line [1e-7, 2]')).rejects.toThrow();
  });
});

describe('the metric tree', () => {
  const edges = [
    { lower: 'signup_rate', upper: 'projects_completed', trials: 4, moved: 4, followed: 0, doubtful: true },
    { lower: 'projects_completed', upper: 'revenue', trials: 3, moved: 3, followed: 2, doubtful: false },
  ];

  test.each(['default', 'dark'] as const)('of a forecast, %s', async (theme) => {
    const [source = '', ...more] = flowcharts(renderForecast({ ...forecast, edges }));
    expect(more).toEqual([]);
    expect(await drawFlow(source, theme)).toEqual({
      nodes: [
        'This pull request',
        'Visit to sign-up rate|3.12%, up 1.4%',
        'Completed projects|1,240, down 2.2%',
        'Monthly recurring revenue|$48,300, unchanged',
        'KR1|3.1% to 4.0% by 31 Dec',
      ],
      labels: ['expects +10%', 'followed 0 of 4: to challenge', 'followed 2 of 3'],
      edges: 4,
      foreign: [],
    });
  });

  test('of a readout; under redact without a level', async () => {
    const [source = ''] = flowcharts(renderReadout({ ...readout, edges }));
    expect((await drawFlow(source)).nodes).toEqual([
      'This pull request',
      'Visit to sign-up rate|up 11.8%|+7.9% to +15.9%|moved',
      'Completed projects|up 4%|-1% to +9%|too early to say',
      'KR1|3.1% to 4.0% by 31 Dec',
    ]);
    const [hidden = ''] = flowcharts(renderForecast(forecastAsTold({ ...forecast, disclosure: redacted })));
    expect((await drawFlow(hidden)).nodes).toEqual([
      'This pull request',
      'Visit to sign-up rate|up 1.4%',
      'Completed projects|down 2.2%',
      'Monthly recurring revenue|unchanged',
      'KR1|by 31 Dec',
    ]);
  });

  test.each([
    'end',
    'graph',
    '1. first',
    '- dash',
    '+ plus',
    '# heading',
    '"quoted" and `ticks`',
    '`**bold** _x_`',
    '**bold** _x_ ~~y~~ $$x^2$$',
    '<b onclick=alert(1)>x</b> <img src=x>',
    '&lt;b&gt; &amp; #35; #quot;',
    '%%{init: {"theme":"forest"}}%% %% note',
    'fa:fa-user fab:fa-github',
    'a --> b; c[d] | e {f} (g) ~~~',
    'www.example.com https://example.com a@example.com',
    'C:\\new\\table \\n',
    'click bet call alert()',
    'style m0 fill:#f00; classDef x fill:#f00;',
    '訪問者の割合 معدل 👩‍👩‍👧 é',
    'subgraph x',
    '---',
    'title: x',
  ])('a title that would be something else: %s', async (title) => {
    const [first, ...rest] = forecast.tree;
    if (!first) throw new Error('there is a tree');
    const metric = { ...first.metric, title };
    const [source = ''] = flowcharts(renderForecast({ ...forecast, tree: [{ ...first, metric }, ...rest] }));
    const { nodes, foreign } = await drawFlow(source);
    expect(nodes[1]?.replaceAll('\u2060', '').normalize()).toBe(
      `${title.replace(/\s+/g, ' ')}|3.12%, up 1.4%`.normalize(),
    );
    expect(nodes).toHaveLength(5);
    expect(foreign).toEqual([]);
  });

  test('a lattice is drawn once a metric', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const above = names.map((name, at) => ({
      metric: { name, title: `${name.repeat(80)}`, unit: 'count', good: 'up' as const, drives: names.slice(at + 1) },
    }));
    const [first] = forecast.tree;
    if (!first) throw new Error('there is a tree');
    const metric = { ...first.metric, drives: names };
    const tree = [{ ...first, metric }, ...above];
    const [source = ''] = flowcharts(renderForecast({ ...forecast, tree, keyResults: [] }));
    const { nodes, edges } = await drawFlow(source);
    expect(nodes).toHaveLength(10);
    expect(edges).toBe(1 + 8 + 28);
    expect(source.length).toBeLessThan(50_000);
  });
});
