import { expect, test } from 'vitest';
import { seriesSvg } from '../../../src/render/chart/series-svg.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 9, 1);
const samples = [10, 12, 11, 16].map((value, i) => ({ t: start + i * day, value }));
const band = [{ t: start + 3 * day, expected: 11, low: 9, high: 13 }];
const picture = { title: 'Sign-ups', unit: 'count', samples };

const attributesOf = (svg: string, name: string) => new RegExp(`class="${name}"[^/]*`).exec(svg)?.[0];

test('what was measured, the band without the release, the release', () => {
  const svg = seriesSvg({ ...picture, counterfactual: band, release: { at: start + 2 * day, name: 'v1.4.0' } });
  expect(attributesOf(svg, 'measured')).toBe('class="measured" points="44,229.1 264,171.4 484,200.3 704,56"');
  expect(attributesOf(svg, 'band')).toBe('class="band" points="704,142.6 704,258"');
  expect(attributesOf(svg, 'release')).toBe('class="release" x1="484" x2="484" y1="50" y2="258"');
  expect(/aria-label="([^"]*)"/.exec(svg)?.[1]).toBe(
    'Sign-ups from 1 Oct 2026 to 4 Oct 2026, between 9 and 16. The dashed line is v1.4.0. The band is where it would have been without the release.',
  );
});

test('where values are missing the line is broken, and what stands alone is a point', () => {
  const gaps = [0, 1, 4, 7, 8].map((i) => ({ t: start + i * day, value: 10 + i }));
  const lines = [...seriesSvg({ ...picture, samples: gaps }).matchAll(/<polyline class="measured" points="([^"]*)"/g)];
  const points = lines.map(([, of = '']) => of.split(' '));
  expect(points.map((of) => of.length)).toEqual([2, 2, 2]);
  expect(new Set(points[1]).size).toBe(1);
});

test('of weeks of days each day is a mean of its week, with the days behind; before and since a release apart', () => {
  const rhythm = Array.from({ length: 28 }, (_, i) => ({
    t: start + i * day,
    value: (i % 7 < 2 ? 50 : 100) * (i > 14 ? 2 : 1),
  }));
  const svg = seriesSvg({ ...picture, samples: rhythm, release: { at: start + 14.5 * day, name: 'v1' } });
  const heights = (name: string) =>
    (new RegExp(`class="${name}" points="([^"]*)"`).exec(svg)?.[1] ?? '').split(' ').map((at) => at.split(',')[1]);
  expect(new Set(heights('days')).size).toBeGreaterThan(2);
  expect(new Set(heights('measured').slice(0, 12)).size).toBe(1);
  expect(new Set(heights('measured').slice(15)).size).toBeLessThanOrEqual(2);
});

test('dark mode has its own colours, and styles reach nothing but the picture', () => {
  const [style = ''] = /<style>.*<\/style>/.exec(seriesSvg(picture)) ?? [];
  expect(style).toContain('@media(prefers-color-scheme:dark){.soundings-series text{fill:#9198a1}');
  expect(
    [...style.matchAll(/[{}>]([^{}<>@]+)\{/g)].filter(([, selector]) => !selector?.startsWith('.soundings-series ')),
  ).toEqual([]);
});

test('text of people cannot become markup', () => {
  const svg = seriesSvg({ ...picture, title: '</title><script>alert("&")</script>\u0000\ud800', unit: 'count' });
  expect(svg).toContain(
    'aria-label="&#60;/title&#62;&#60;script&#62;alert(&#34;&#38;&#34;)&#60;/script&#62;\ufffd from',
  );
  expect(svg).not.toContain('<script');
});

test('a release that is not in the picture is not drawn', () => {
  expect(seriesSvg({ ...picture, release: { at: start - day, name: 'v1' } })).not.toContain('class="release"');
});

test('a level line stays within the picture', () => {
  const svg = seriesSvg({ ...picture, samples: samples.map((sample) => ({ ...sample, value: 5 })) });
  expect(svg).not.toContain('NaN');
});

test('nothing measured, no picture', () => {
  expect(seriesSvg({ ...picture, samples: [] })).toBe('');
});
