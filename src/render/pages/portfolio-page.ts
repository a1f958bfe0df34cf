import { html } from 'hono/html';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import { attentionList } from './attention-list.ts';
import { type Around, layout, type Markup, pathOf, said } from './layout.ts';
import { ledgerSection } from './ledger-table.ts';
import { mapSection } from './objectives.ts';
import { ownerNav } from './owner-nav.ts';

/** Where an owner is going, by what bets, and what became of them; what needs somebody first. */
export function portfolioPage(page: PortfolioPage, around: Around): Markup {
  const { owner, sections, standing, isCut } = page;
  const { open, measuring, concluded, moved } = standing;
  const tiles: [string, number][] = [
    ['Open bets', open],
    ['Being measured', measuring],
    ['Concluded', concluded],
    ...(sections.every(({ map, figures }) => figures.length === map.metrics.length)
      ? [['Of these moved', moved] as [string, number]]
      : []),
  ];
  return layout({
    title: owner,
    around,
    crumbs: [{ name: owner, href: pathOf('o', owner) }],
    body: html`${ownerNav(owner, 'Portfolio')}
<h1>${said(owner, 100)}</h1>
<p class="dim">${around.login === undefined ? 'What everybody may see' : 'What GitHub lets you see'}, as of now.${isCut ? ' Only the latest bets are counted.' : ''}</p>
<dl class="tiles">${tiles.map(([name, count]) => html`<div><dt>${name}</dt><dd>${count.toLocaleString('en-US')}</dd></div>`)}</dl>
<h2 id="now">What needs attention now</h2>
${attentionList(page)}
${sections.length === 0 ? noMap(owner) : sections.map((section) => mapSection(section, page))}
${ledgerSection(page)}`,
  });
}

const noMap = (owner: string): Markup => html`<section><h2>Where are we going</h2>
<div class="empty"><p><strong>There is no outcome map that you may read.</strong> It is one file, <code>.github/soundings.yml</code>, in a repository, or in ${said(`${owner}/.github`, 120)} for all of them:</p>
<pre>version: 1
metrics:
  activation_rate: { title: Activation rate, unit: ratio, good: up }
objectives:
  - id: O1
    title: More people get started
    key_results:
      - { id: KR1, metric: activation_rate, from: 31%, to: 40%, by: 2027-12-31 }</pre>
<p><code>npx soundings init</code> writes one to begin with.</p></div></section>`;

export const ownersPage = (owners: string[], around: Around): Markup =>
  layout({
    title: 'Owners',
    around,
    body: html`<h1>Whose bets do you want to see?</h1>
${
  owners.length > 0
    ? html`<ul class="needs">${owners.map((owner) => html`<li><a href="${pathOf('o', owner)}">${said(owner, 100)}</a></li>`)}</ul>`
    : html`<div class="empty"><p><strong>No owner whose repositories you may read uses Soundings.</strong> An owner installs the GitHub App first; their first pull request puts them on this list.</p></div>`
}`,
  });
