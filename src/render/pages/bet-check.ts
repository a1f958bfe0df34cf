import { html } from 'hono/html';
import type { BetPage } from '../../domain/portfolio/bet-page.ts';
import { fromMarkdown } from './from-markdown.ts';
import type { Markup } from './layout.ts';
import { said } from './layout.ts';
import { conclusionPill, notePill } from './pills.ts';

const meaning = {
  success: 'It says what it should move, or that it moves nothing: it can be merged.',
  neutral: 'Nothing is asked of it, or the policy only advises.',
  failure: 'Something is missing, or what it rests on does not hold. What to do is below.',
};

/** Why the check is green or red: its conclusion, what it rests on, and the reasons below it, as they stand on GitHub. */
export function checkSection({ check }: Pick<BetPage, 'check'>): Markup {
  if (!check) return html`<p class="dim">No check is on record for this pull request.</p>`;
  const { conclusion, words, headSha, isOpen } = check;
  const reasons = words?.summary.split(/\n{2,}/).filter((part) => part.trim() !== '') ?? [];
  return html`<div class="card"><ul class="tree"><li>
<p>${conclusion ? conclusionPill(conclusion) : notePill('Not judged')} ${words ? html`<strong>${said(words.title, 200)}</strong>` : ''}</p>
<ul class="tree">
${conclusion ? html`<li class="dim">${meaning[conclusion]}</li>` : ''}
${blocksOf(reasons).map((reason) => html`<li>${fromMarkdown(reason)}</li>`)}
${words ? '' : html`<li class="dim">Its text is older than this record: see the check on GitHub.</li>`}
<li class="dim small">${isOpen ? 'On the head' : 'On the last head'} <code>${headSha.slice(0, 7)}</code>. The check on GitHub has the same text.</li>
</ul></li></ul></div>`;
}

/** A fenced block may have empty lines in it: it stays one. */
function blocksOf(parts: string[]): string[] {
  const blocks: string[] = [];
  let isOpen = false;
  for (const part of parts) {
    if (isOpen) blocks.push(`${blocks.pop()}\n\n${part}`);
    else blocks.push(part);
    const fences = part.match(/^\s*(```|~~~)/gm)?.length ?? 0;
    if (fences % 2 === 1) isOpen = !isOpen;
  }
  return blocks;
}
