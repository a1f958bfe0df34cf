import { html } from 'hono/html';
import { type Markup, said } from '../../../render/pages/layout.ts';
import { plain } from '../../../render/words/plain.ts';
import { counted } from '../../../render/words/words.ts';
import { standalonePage } from '../../standalone-page.ts';
import { type Cell, cut, type Part, type Report, type Table } from './part.ts';

const mostRows = 500;
const mostOpen = 25;
const ofCourses = '.course{margin-top:28px}.course h3{margin-bottom:8px}';

export const reportAsPage = ({ title, lead, figures, parts }: Report): Markup =>
  standalonePage(
    plain(title),
    ofCourses,
    html`<h1>${said(title)}</h1>
<p class="lead">${said(lead)}</p>
<dl class="tiles">${figures.map(({ name, figure }) => html`<div><dt>${name}</dt><dd>${figure}</dd></div>`)}</dl>
${parts.map(partOnPage)}
`,
  );

const partOnPage = ({
  id,
  heading,
  lines,
  items = [],
  table,
  notes = [],
  pictures = [],
}: Part): Markup => html`<h2 id="${id}">${said(heading)}</h2>
${lines.map((line) => html`<p>${said(line, 600)}</p>`)}
${items.length > 0 ? html`<ul>${items.map((item) => html`<li>${said(item)}</li>`)}</ul>` : ''}
${table ? folded(table, heading) : ''}
${notes.map((note) => html`<p class="small dim">${said(note, 600)}</p>`)}
${pictures.map(
  ({ name, picture, onPhone, table: every }) => html`<div class="course"><h3>${said(name, 120)}</h3>
${picture === '' ? '' : html`<div class="chart desk">${picture}</div><div class="chart phone">${onPhone}</div>`}
<details><summary>What each did</summary>
${tableOnPage(every, name)}</details></div>`,
)}`;

/** What nobody wants to scroll past is folded. */
const folded = (table: Table, name: string): Markup =>
  table.rows.length > mostOpen
    ? html`<details><summary>Show ${counted(table.rows.length, 'row')}</summary>${tableOnPage(table, name)}</details>`
    : tableOnPage(table, name);

function tableOnPage(whole: Table, name: string): Markup {
  const { columns, rows, left } = cut(whole, mostRows);
  return html`<div class="table" tabindex="0" role="region" aria-label="${plain(name, 120)}"><table class="stack">
<thead><tr>${columns.map(({ title, right }) => html`<th scope="col"${right ? html` class="num"` : ''}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((one, at) =>
        at === 0
          ? html`<th scope="row">${cellOnPage(one)}</th>`
          : html`<td data-name="${columns[at]?.title ?? ''}"${columns[at]?.right ? html` class="num"` : ''}>${cellOnPage(one)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>${left > 0 ? html`<p class="small dim">… and ${left} more.</p>` : ''}`;
}

function cellOnPage({ text, href, tone, picture }: Cell): Markup | '' {
  if (text === '') return '';
  if (tone) return html`<span class="pill ${tone === 'calm' ? '' : tone}">${said(text)}</span>`;
  const words = href === undefined ? said(text) : html`<a href="${href}" rel="noreferrer">${said(text)}</a>`;
  return html`${words}${picture ?? ''}`;
}
