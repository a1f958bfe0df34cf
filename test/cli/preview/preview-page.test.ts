import { describe, expect, test } from 'vitest';
import { previewAsPage } from '../../../src/cli/preview/page/as-page.ts';
import { commentAsHtml } from '../../../src/cli/preview/page/comment-as-html.ts';
import { flowchart } from '../../../src/render/chart/flowchart.ts';
import { xychart } from '../../../src/render/chart/xychart.ts';
import { fold } from '../../../src/render/comment/fold.ts';
import { table } from '../../../src/render/comment/table.ts';
import { inert } from '../../../src/render/words/inert.ts';

describe('a comment', () => {
  test('is shown with its tables and its folds', () => {
    const shown = commentAsHtml(
      `${table(['', 'now'], [['Sign-ups', '120']])}\n\n${fold({ summary: 'More', content: '- **KR1** is at 120' })}`,
    );
    expect(shown).toContain('<td>Sign-ups</td>');
    expect(shown).toContain('<details><summary>More</summary>');
    expect(shown).toContain('<li><strong>KR1</strong> is at 120</li>');
    expect(shown).toContain('</details>');
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<details open ontoggle=alert(1)>',
    'a <b onclick="alert(1)">b</b>',
    '<!-- <script>alert(1)</script> -->',
    '![spy](https://example.com/a.png)',
    '[go](javascript:alert(1))',
    '<svg onload=alert(1)>',
  ])('%s stays text', (text) => {
    for (const shown of [commentAsHtml(text), commentAsHtml(inert(text)), commentAsHtml(`${text}\n\n- a`)])
      expect(shown).not.toMatch(/<(script|img|b|svg|details o)|href="javascript|<!--/);
  });
});

describe('a chart', () => {
  const line = { name: 'measured', color: '#2f81f7', values: [1, 3, 2, 4] };
  const chart = (title: string) =>
    xychart({
      title,
      unit: 'count',
      x: { title: 'days', from: -2, to: 1 },
      lines: [line],
      mark: { at: 2, name: 'release' },
    }) ?? '';

  test('of lines is drawn: its words, its lines in their colours, the release', () => {
    const drawn = commentAsHtml(chart('Sign-ups'));
    expect(drawn).not.toContain('xychart');
    expect(drawn).toContain('aria-label="Sign-ups"');
    const points = /<polyline fill="none" stroke="#2f81f7" [^>]*points="([^"]*)"/.exec(drawn)?.[1]?.split(' ') ?? [];
    const heights = points.map((point) => Number(point.split(',')[1]));
    expect(heights).toHaveLength(4);
    expect(heights.toSorted((a, b) => a - b)).toEqual([3, 1, 2, 0].map((at) => heights[at]));
    const [, x] = /<rect fill="#8b949e" x="([\d.]+)"/.exec(drawn) ?? [];
    expect(Number(x) + 1.5).toBeCloseTo(Number(points[2]?.split(',')[0]), 0);
  });

  test('of metrics is drawn from the bottom up, with the words that people wrote', () => {
    const title = '<img src=x> #1; & "so" onwards';
    const nodes = [
      { id: 'm0', lines: [title, '120'], frame: 'thick' as const },
      { id: 'm1', lines: ['Revenue'], frame: 'broken' as const },
      { id: 'k0', lines: ['KR1'], shape: 'round' as const },
    ];
    const drawn = commentAsHtml(
      flowchart(nodes, [
        { from: 'm0', to: 'm1', label: 'lifts' },
        { from: 'm0', to: 'k0', dotted: true, open: true },
      ]),
    );
    expect(drawn).not.toContain('flowchart');
    expect(drawn).not.toContain('<img');
    expect(drawn).toContain('&lt;img src=x&gt; #1; &amp; &quot;so&quot; onwards</text>');
    const yOf = (word: string) => Number(new RegExp(`y="(\\d+)" text-anchor="middle">${word}<`).exec(drawn)?.[1]);
    expect(yOf('Revenue')).toBeLessThan(yOf('120'));
    expect(yOf('KR1')).toBe(yOf('Revenue'));
    expect(drawn.match(/marker-end/g)).toHaveLength(1);
    expect(drawn.match(/stroke-dasharray="6 4"/g)).toHaveLength(1);
  });

  test('that is not ours stays its code', () => {
    expect(commentAsHtml('```mermaid\npie\n  "a" : 1\n```')).toContain('<code class="language-mermaid">pie');
  });
});

test('the page asks for nothing, and names each text', () => {
  const page = String(previewAsPage([{ heading: 'Check: <b>', markdown: `**x**\n\n${'```\nKey result: KR1\n```'}` }]));
  expect(page).toContain('<h2>Check: &lt;b&gt;</h2>');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/\b(src|href)="|url\(|<script|@import/);
});
