import { html } from 'hono/html';
import type { Digest, MetricRow } from '../../domain/digest/digest.ts';
import { type Rhythm, rhythms } from '../../domain/outcome-map/digest/plan.ts';
import type { DigestPage, DigestsPage } from '../../domain/portfolio/digest-page.ts';
import { courseInBars } from '../chart/sparkline.ts';
import { digestTitle, sectionsWith } from '../digest/digest-body.ts';
import { changeOf, levelOf, metricWords } from '../digest/metric-section.ts';
import { capital, counted } from '../words/words.ts';
import { digestPath, metricPath } from './addresses.ts';
import { digestMarkdown } from './digest-markdown.ts';
import { type Around, layout, type Markup, pathOf, said } from './layout.ts';
import { ownerNav } from './owner-nav.ts';
import { sparkSvg } from './spark-svg.ts';

/** An edition of a digest: the words are those on GitHub, the metrics are drawn. */
export function digestPage(page: DigestPage, around: Around): Markup {
  const { digest, home, earlier, later } = page;
  const { owner, edition } = digest;
  const place = { owner, ...(home === undefined ? {} : { home }) };
  const to = (name: string | undefined, word: string) =>
    name === undefined ? '' : html`<a href="${digestPath(place, name)}">${word}: ${name}</a>`;
  return layout({
    title: `${digestTitle(edition.rhythm, edition.name)} of ${owner}`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name: 'Digests', href: pathOf('o', owner, 'digests') },
      { name: edition.name, href: digestPath(place, edition.name) },
    ],
    body: html`${ownerNav(owner, 'Digests')}
<h1>${digestTitle(edition.rhythm, edition.name)}</h1>
${sectionsWith(digest, metricTable(digest, place)).map((part) => (typeof part === 'string' ? html`<div class="words">${digestMarkdown(part)}</div>` : part))}
<p class="row small">${to(earlier, 'Earlier')} ${to(later, 'Later')}</p>`,
  });
}

type Place = Parameters<typeof metricPath>[0];

function metricTable({ edition, metrics, moreMetrics }: Digest, place: Place): Markup | undefined {
  if (edition.rhythm === 'quarterly' || metrics.length === 0) return undefined;
  const { heading, level } = metricWords[edition.rhythm];
  const weeks = edition.rhythm === 'weekly' ? 12 : 26;
  return html`<h2>${heading}</h2>
<div class="table" tabindex="0" role="region" aria-label="${heading}"><table class="stack">
<caption>Change: the last ${level} against the four weeks before.${moreMetrics > 0 ? ` ${counted(moreMetrics, 'more metric of this kind is', 'more metrics of this kind are')} in the map.` : ''}</caption>
<thead><tr><th scope="col">Metric</th><th scope="col">${weeks} weeks</th><th scope="col" class="num">${capital(level)}</th><th scope="col" class="num">Change</th></tr></thead>
<tbody>${metrics.map(
    (row) =>
      html`<tr><th scope="row"><a href="${metricPath(place, row.metric.name)}">${said(row.metric.title, 100)}</a></th><td data-name="${weeks} weeks">${courseOf(row, weeks)}</td><td class="num" data-name="${capital(level)}">${levelOf(row)}</td><td class="num" data-name="Change">${changeOf(row)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** Where the level is not shown no figure may be read off: bars have no scale. */
function courseOf({ weeks, figures, metric }: MetricRow, most: number): Markup | string {
  const shown = weeks.slice(-most);
  if (shown.length === 0) return '';
  return figures
    ? sparkSvg(shown, metric.unit)
    : html`<span aria-hidden="true">${courseInBars(shown).replaceAll('`', '')}</span>`;
}

const kinds: Record<Rhythm, string> = {
  weekly: 'What concluded, shipped and opened, and the leading metrics.',
  monthly: 'The lagging metrics, and how well bets were predicted.',
  quarterly: 'What became of each objective, and what was learned.',
};

/** The latest editions; each is made of the record when it is looked at. */
export function digestsPage({ owner, maps }: DigestsPage, around: Around): Markup {
  return layout({
    title: `Digests of ${owner}`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name: 'Digests', href: pathOf('o', owner, 'digests') },
    ],
    body: html`${ownerNav(owner, 'Digests')}
<h1>Digests</h1>
<p class="dim">What happened in a week, a month or a quarter, in the repositories that you may read.</p>
${maps.length === 0 ? html`<div class="empty"><p><strong>There is no outcome map that you may read.</strong> <code>npx soundings init</code> writes one.</p></div>` : maps.map((one) => editionsOf(one, owner))}`,
  });
}

function editionsOf({ home, writtenIn, editions }: DigestsPage['maps'][number], owner: string): Markup {
  const place = { owner, ...(home === undefined ? {} : { home }) };
  const links = (names: string[]) =>
    names.map((name, at) => html`${at > 0 ? ', ' : ''}<a href="${digestPath(place, name)}">${name}</a>`);
  return html`${home === undefined ? '' : html`<h2>${said(home, 100)}</h2>`}
<div class="card"><dl class="facts">${rhythms.map((rhythm) => html`<dt>${capital(rhythm)}</dt><dd>${links(editions[rhythm])}<br><span class="dim small">${kinds[rhythm]}</span></dd>`)}</dl>
<p class="small dim">${writtenIn === undefined ? html`They are not written on GitHub. This line in the map has them written as issues: <code>digest: { repository: ${said(`${owner}/goals`, 120)}, weekly: "mon 09:00" }</code>` : html`They are written as issues in ${said(writtenIn, 120)}.`}</p></div>`;
}

export const digestsJson = ({ owner, maps }: DigestsPage) => ({
  owner,
  maps: maps.map(({ home, writtenIn, editions }) => ({
    map: home ?? null,
    written_in: writtenIn ?? null,
    ...editions,
  })),
});
