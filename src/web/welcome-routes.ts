import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Routes } from './server.ts';

export interface Welcome {
  /** Where people see repositories: `https://github.com`. */
  site: string;
  /** Of the starter map: its path in a repository, and its text by the day on which somebody asks. */
  mapPath: string;
  starterMap(on: Date): string;
  now(): Date;
}

/**
 * Where GitHub sends people who have just installed the App. For everybody, so it knows nothing of any repository: what is asked for is only put
 * into an address of GitHub's, whose reader has to be allowed there.
 */
export function welcomeRoutes({ site, mapPath, starterMap, now }: Welcome): Routes {
  const routes: Routes = new Hono();
  routes.use('/welcome/*', async (call, next) => {
    await next();
    // Browsers hold the redirect after a form to it as well.
    call.header(
      'content-security-policy',
      `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${site}; base-uri 'none'; frame-ancestors 'none'`,
    );
    call.header('x-content-type-options', 'nosniff');
    call.header('referrer-policy', 'no-referrer');
  });
  routes.get('/welcome', (call) => call.html(welcome(mapPath)));
  routes.get('/welcome/map', (call) => {
    const [owner, name, ...more] = (call.req.query('repository') ?? '').trim().split('/');
    const branch = call.req.query('branch')?.trim() || 'main';
    if (!isName(owner) || !isName(name) || more.length > 0)
      return call.text('Name the repository as owner/name, as it stands in its address.\n', 400);
    if (!/^[\w./-]{1,200}$/.test(branch) || branch.includes('..'))
      return call.text('Name the branch as it stands on GitHub.\n', 400);
    const path = [owner, name, 'new', ...branch.split('/')].map(encodeURIComponent).join('/');
    const file = new URLSearchParams({ filename: mapPath, value: starterMap(now()) });
    return call.redirect(`${site}/${path}?${file}`);
  });
  return routes;
}

/** Where there are no pages. */
export function toWelcome(): Routes {
  const routes: Routes = new Hono();
  routes.get('/', (call) => call.redirect('/welcome'));
  return routes;
}

const isName = (text: string | undefined): text is string =>
  text !== undefined && /^[\w.-]{1,100}$/.test(text) && !/^\.+$/.test(text);

const welcome = (mapPath: string) => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Soundings is installed</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
label { display: block; margin: .5rem 0 } input { font: inherit; width: 100%; box-sizing: border-box; padding: .3rem }
button { font: inherit; padding: .4rem .9rem } code { overflow-wrap: anywhere } li { margin-bottom: 1rem }
</style></head><body><main>
<h1>Soundings is installed</h1>
<p>It stays quiet until a repository says what it wants to change.</p>
<ol>
<li><strong>Add an outcome map.</strong> It names your metrics and key results, in <code>${mapPath}</code>. In a clone, <code>npx soundings init</code> fills one from what is there. Or begin on GitHub:
<form action="/welcome/map"><label>Repository <input name="repository" placeholder="acme/shop" required pattern="[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"></label>
<label>Branch <input name="branch" value="main" required></label><p><button>Open a starter map on GitHub</button></p></form></li>
<li><strong>Open a pull request</strong> whose description says which key result it is for: <code>Key result: KR1</code>. A check answers within seconds. It only advises until the map says <code>enforce</code>.</li>
<li><strong>Ship.</strong> Soundings comes back to the same pull request with what moved.</li>
</ol>
<p>One map for all repositories of an owner goes into its repository <code>.github</code>.</p>
</main></body></html>`;
