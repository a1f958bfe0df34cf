import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Moment, Timeline } from './moment.ts';

/** Timelines as a page of their own; `/markdown.css` and `/mermaid.js` have to be served beside it. */
export function timelinePage(timelines: Timeline[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(timelines[0]?.title ?? '')}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/markdown.css">
<style>${style}</style>
<main>
${timelines.map(section).join('\n')}
</main>
<script src="/mermaid.js"></script>
<script>${drawCharts}</script>
</html>
`;
}

function section({ title, number, state, moments }: Timeline): string {
  return `<section>
<h1>${escaped(title)} <span class="number">#${number}</span></h1>
<p class="state"><span class="badge ${state.toLowerCase()}">${state}</span> acme/shop, a made-up shop. Dates are those of the story.</p>
${moments.map(item).join('\n')}
</section>`;
}

function item(moment: Moment): string {
  const who = `<b>${escaped(moment.by)}</b>`;
  const when = `<time>${moment.at.toISOString().slice(0, 10)}</time>`;
  switch (moment.kind) {
    case 'opened':
    case 'comment':
      return `<article><span class="face">${escaped(moment.by[0] ?? '')}</span><div class="box"><header>${who} ${
        moment.kind === 'opened' ? 'opened this' : 'commented'
      } ${when}</header><div class="markdown-body">${rendered(moment.body)}</div></div></article>`;
    case 'check':
      return `<details class="check ${moment.conclusion}"><summary><b>Soundings</b> ${escaped(
        moment.title,
      )} ${when}</summary><div class="markdown-body">${rendered(moment.summary)}</div></details>`;
    case 'event':
      if (moment.body !== undefined) {
        return `<details class="event"><summary>${who} ${escaped(moment.text)} ${when}</summary><div class="markdown-body">${rendered(
          moment.body,
        )}</div></details>`;
      }
      return `<p class="event">${who} ${escaped(moment.text)} ${when}</p>`;
  }
}

/**
 * GitHub's Markdown as comments have it, where every line break shows. HTML is let through, for folds: what people wrote is made
 * inert before it gets into a comment. Links into the made-up GitHub lead nowhere and are left out.
 */
const rendered = (markdown: string) =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    .replace(/<(p|li)>[\s\S]*?<\/\1>/g, (block) => block.replaceAll(/(?<=[^>\n])\n(?=[^<\n])/g, '<br>\n'))
    .replaceAll(/ href="http:\/\/127\.0\.0\.1:\d+[^"]*"/g, '');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const drawCharts = `
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
mermaid.initialize({ startOnLoad: false, theme: dark ? 'dark' : 'default' });
for (const code of document.querySelectorAll('code.language-mermaid')) {
  const chart = document.createElement('div');
  chart.className = 'mermaid';
  chart.textContent = code.textContent;
  code.parentElement.replaceWith(chart);
}
// A chart in a closed fold has no width to be drawn in.
const draw = (root) => mermaid.run({ nodes: [...root.querySelectorAll('.mermaid:not([data-processed])')].filter((one) => one.offsetParent) });
draw(document);
for (const fold of document.querySelectorAll('details')) fold.addEventListener('toggle', () => draw(fold));
`;

const style = `
:root { color-scheme: light dark; --line: light-dark(#d1d9e0, #3d444d); --soft: light-dark(#f6f8fa, #151b23); --quiet: light-dark(#59636e, #9198a1); }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc); }
main { max-width: 860px; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 28px; font-weight: 500; margin: 0 0 8px; }
.number, time, .state { color: var(--quiet); font-weight: 400; }
.state { border-bottom: 1px solid var(--line); padding-bottom: 16px; margin-bottom: 24px; }
section + section { margin-top: 72px; }
.badge { background: #8250df; color: #fff; border-radius: 2em; padding: 4px 12px; margin-right: 8px; }
.badge.open { background: #1f883d; }
article { display: flex; gap: 12px; margin: 16px 0; }
.face { flex: 0 0 36px; height: 36px; border-radius: 50%; background: light-dark(#0969da, #1f6feb); color: #fff; display: grid; place-items: center; text-transform: uppercase; }
.box { flex: 1; min-width: 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.box header { background: var(--soft); border-bottom: 1px solid var(--line); padding: 8px 16px; }
.box .markdown-body { padding: 16px; }
.markdown-body { font-size: 14px; overflow-x: auto; }
.markdown-body .mermaid svg { max-width: 100%; height: auto; }
.event, .check { margin: 16px 0 16px 60px; }
.check { border: 1px solid var(--line); border-radius: 6px; padding: 8px 16px; }
.check summary, .event summary { cursor: pointer; }
.check > summary::before { content: '✓ '; color: light-dark(#1a7f37, #3fb950); font-weight: 700; }
.check.failure > summary::before { content: '✗ '; color: light-dark(#d1242f, #f85149); }
.check .markdown-body, .event .markdown-body { padding-top: 12px; }
@media (max-width: 600px) { .face { display: none; } .event, .check { margin-left: 0; } }
`;
