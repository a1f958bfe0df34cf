import { html } from 'hono/html';
import { plain } from '../words/plain.ts';
import { stylePath } from './style.ts';

/** HTML that is safe to stand in a page: text in it is escaped. */
export type Markup = ReturnType<typeof html>;

/** What every page knows of the one who reads it. */
export interface Around {
  /** Absent: nobody is signed in. */
  login?: string;
  /** Where people see GitHub: `https://github.com`. */
  github: string;
}

interface Page {
  title: string;
  around?: Around;
  /** The way here, from the top. */
  crumbs?: { name: string; href: string }[];
  body: Markup;
}

/** One page: a way past the header, landmarks, and no script. */
export const layout = ({ title, around, crumbs = [], body }: Page): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${plain(title)} · Soundings</title>
<link rel="icon" type="image/svg+xml" href="${iconPath}">
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<nav aria-label="Breadcrumb"><ol class="crumbs">
<li><a class="brand" href="/">${mark}Soundings</a></li>
${crumbs.map(({ name, href }) => html`<li><a href="${href}"><bdi>${plain(name, 60)}</bdi></a></li>`)}
</ol></nav>
${around?.login === undefined ? '' : html`<div class="who"><bdi>${plain(around.login, 40)}</bdi> <a href="/sign-out">Sign out</a></div>`}
</header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>`;

export const iconPath = '/soundings.svg';

/** A line that goes down to the ground, as a sounding does. */
const mark = html`<svg class="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${sounding()}</svg>`;

export const icon = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" color="#1f6feb">${sounding()}</svg>`;

function sounding(): Markup {
  return html`<path d="M2 4.5q2-2 4 0t4 0 4 0 4 0" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><path d="M10 6.5v7" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2 1.6"/><circle cx="10" cy="16" r="2" fill="currentColor"/>`;
}

/** People's text on a page: one bounded line, of its own direction. */
export const said = (text: string, most = 300): Markup => html`<bdi>${plain(text, most)}</bdi>`;

export const pathOf = (...parts: (string | number)[]): string =>
  `/${parts.map((part) => inAddress(String(part))).join('/')}`;

/** People's text as a part of an address; half a pair of UTF-16 would be none. */
export const inAddress = (text: string): string => encodeURIComponent(text.toWellFormed());
