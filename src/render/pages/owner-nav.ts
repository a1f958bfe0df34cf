import { html } from 'hono/html';
import { type Markup, pathOf } from './layout.ts';

const pages = [
  ['Portfolio', []],
  ['Ledger', ['ledger']],
  ['Silent', ['silent']],
  ['Hypotheses', ['hypotheses']],
  ['Digests', ['digests']],
] as const;

export type OwnersPage = (typeof pages)[number][0];

/** From every page of an owner to the others. */
export const ownerNav = (owner: string, current?: OwnersPage): Markup =>
  html`<nav class="tabs" aria-label="Pages of this owner">${pages.map(([name, rest]) => html`<a href="${pathOf('o', owner, ...rest)}"${name === current ? html` aria-current="page"` : ''}>${name}</a>`)}</nav>`;
