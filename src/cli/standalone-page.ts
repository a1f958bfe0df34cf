import { html, raw } from 'hono/html';
import type { Markup } from '../render/pages/layout.ts';
import { style } from '../render/pages/style.ts';

/** One file that needs nothing else: no script, no picture, font or style from outside. `styles`: beside those of all pages. */
export const standalonePage = (title: string, styles: string, body: Markup): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${title} · Soundings</title>
<style>${raw(style + styles)}</style>
</head>
<body>
<main id="main">
${body}</main>
</body>
</html>
`;
