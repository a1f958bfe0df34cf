import { expect, test } from 'vitest';
import { seriesSvg } from '../../src/render/series-svg.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 9, 1);
const samples = [10, 12, 11, 16].map((value, i) => ({ t: start + i * day, value }));
const band = [{ t: start + 3 * day, expected: 11, low: 9, high: 13 }];
const picture = { title: 'Sign-ups', unit: 'count', samples };

const attributesOf = (svg: string, name: string) => new RegExp(`class="${name}"[^/]*`).exec(svg)?.[0];

test('what was measured, the band without the release, the release', () => {
  const svg = seriesSvg({ ...picture, counterfactual: band, release: { at: start + 2 * day, name: 'v1.4.0' } });
  expect(attributesOf(svg, 'measured')).toBe('class="measured" points="76,213.7 285.3,149.1 494.7,181.4 704,20"');
  expect(attributesOf(svg, 'band')).toBe('class="band" points="704,116.9 704,246"');
  expect(attributesOf(svg, 'release')).toBe('class="release" x1="494.7" x2="494.7" y1="20" y2="246"');
  expect(/<desc id="d">(.*)<\/desc>/.exec(svg)?.[1]).toBe(
    'Sign-ups from 1 Oct 2026 to 4 Oct 2026, between 9 and 16. The dashed line is v1.4.0. The band is where it would have been without the release.',
  );
});

test('dark mode has its own colours', () => {
  expect(seriesSvg(picture)).toContain('@media(prefers-color-scheme:dark){text{fill:#9198a1}');
});

test('text of people cannot become markup', () => {
  const svg = seriesSvg({ ...picture, title: '</title><script>alert("&")</script>\u0000\ud800', unit: 'count' });
  expect(svg).toContain(
    '<title id="t">&#60;/title&#62;&#60;script&#62;alert(&#34;&#38;&#34;)&#60;/script&#62;\ufffd</title>',
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
