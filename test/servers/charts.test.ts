import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderForecast } from '../../src/render/forecast-comment.ts';
import { renderReadout } from '../../src/render/readout-comment.ts';
import { xychart } from '../../src/render/xychart.ts';
import { endings, forecast, readout } from '../fixtures/sample-bets.ts';

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

const charts = (body: string) => body.match(/```mermaid\n[\s\S]*?\n```/g) ?? [];
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
    ['ninety points around nought', wave],
    ['negative', wave.map((value) => value - 10)],
    ['tiny ratios', wave.map((value) => 4e-7 * (value + 2))],
    ['huge', wave.map((value) => 1e15 * (value + 2))],
    ['beyond huge', [1e22, 2e22, 3e22]],
    ['constant', new Array(30).fill(3)],
    ['nought throughout', new Array(30).fill(0)],
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
    expect(points).toEqual([90]);
    expect(texts).toEqual(expect.arrayContaining(['Visit to sign-up rate', 'percent', 'day, 0 is 3 Nov 2026']));
  });

  test('a readout: the release, what was to be expected, what was measured', async () => {
    const [one = ''] = charts(renderReadout(readout));
    const { points, texts } = await draw(one);
    // The release, the two ends of the band, what was to be expected, what was measured.
    expect(points).toEqual([89, 89, 89, 89, 89]);
    expect(texts).toEqual(
      expect.arrayContaining(['release', 'usual, low', 'usual, high', 'expected without it', 'measured']),
    );
  });

  test('a readout without data, and the redacted ones', async () => {
    const bodies = [
      renderReadout(endings['no-data']),
      renderReadout({ ...readout, redact: true }),
      renderForecast({ ...forecast, redact: true }),
    ];
    for (const one of bodies.flatMap(charts)) expect((await draw(one)).points.length).toBeGreaterThan(0);
    expect(bodies.flatMap(charts)).toHaveLength(3);
  });

  test('what Mermaid cannot read is noticed here', async () => {
    await expect(draw('xychart-beta\n  line [1e-7, 2]')).rejects.toThrow();
  });
});
