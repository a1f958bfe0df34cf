import { createHash, createPrivateKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { z } from 'zod';
import type { Log } from '../flows/ports/log.ts';
import { appManifest } from './app-manifest.ts';
import { type Routes, type RunningServer, startServer } from './server.ts';
import { addToEnvFile } from './write-env-file.ts';

/** What the set-up page needs to know. */
export interface SetUp {
  host: string;
  port: number;
  githubApiUrl: string;
  /** Where people register an App. */
  registerUrl: string;
}

const cookie = 'soundings_set_up';

/**
 * The page of a first start. It registers an App on GitHub from `app.yml`, or takes the credentials of an existing one,
 * and writes them to `.env`. Anyone who could do that would own the server from its next start on, so every path needs
 * the token that was printed to the terminal.
 */
export async function serveSetUpPage(setUp: SetUp): Promise<RunningServer> {
  const token = randomBytes(32).toString('hex');
  const server = await startServer(setUp, [setUpRoutes(setUp, token, join(process.cwd(), '.env'))], ofTheTerminal);
  const host = setUp.host.includes(':') ? `[${setUp.host}]` : setUp.host;
  console.log(
    `There is no GitHub App yet. Register one at\n\n  http://${host}:${server.port}/probot?token=${token}\n\nNobody gets there without this address: do not pass it on.`,
  );
  return server;
}

export function setUpRoutes({ githubApiUrl, registerUrl }: SetUp, token: string, envFile: string): Routes {
  // GitHub returns it. Somebody who sends people here with the code of another App does not know it.
  const state = randomBytes(16).toString('hex');
  const routes: Routes = new Hono();
  routes.use(async (call, next) => {
    call.header('cache-control', 'no-store');
    // The address contains the token.
    call.header('referrer-policy', 'no-referrer');
    call.header('x-frame-options', 'DENY');
    const asked = call.req.query('token');
    if (asked !== undefined && isSame(asked, token)) {
      setCookie(call, cookie, token, { httpOnly: true, sameSite: 'Lax', path: '/' });
      return call.redirect(call.req.path);
    }
    if (!isSame(getCookie(call, cookie) ?? '', token))
      return call.text('Open the address that was printed to the terminal.\n', 403);
    return next();
  });
  routes.use(csrf());
  routes.use(bodyLimit({ maxSize: 64 * 1024 }));

  const keep = (call: Context, credentials: z.infer<typeof credentialsOfApp>, then: () => Response) => {
    const { appId, pem, webhook_secret, client_id, client_secret } = credentials;
    const variables = new Map([
      ['APP_ID', appId],
      ['PRIVATE_KEY', pem],
      ['WEBHOOK_SECRET', webhook_secret],
      ...(client_id ? [['GITHUB_CLIENT_ID', client_id] as const] : []),
      ...(client_secret ? [['GITHUB_CLIENT_SECRET', client_secret] as const] : []),
    ]);
    const why = addToEnvFile(envFile, variables);
    if (why) return call.text(`${why}\n`, 409);
    console.log(
      'The credentials of the App are in .env: start Soundings again. `npx soundings doctor` looks the set-up over.',
    );
    return then();
  };

  routes.get('/', (call) => call.redirect('/probot'));
  routes.get('/probot', (call) => {
    const hook = call.req.query('hook') ?? '';
    const reached = URL.canParse(hook) ? new URL(hook).origin : undefined;
    const manifest = manifestOf(appManifest(githubApiUrl), new URL(call.req.url).origin, reached);
    return call.html(startPage(`${registerUrl}?state=${state}`, manifest, hook));
  });
  routes.get('/probot/setup', async (call) => {
    const code = call.req.query('code') ?? '';
    if (!isSame(call.req.query('state') ?? '', state) || code === '')
      return call.text('This does not come from the page here: begin again at /probot.\n', 400);
    const octokit = new Octokit({ baseUrl: githubApiUrl });
    const { data } = await octokit.request('POST /app-manifests/{code}/conversions', { code });
    const { id, pem, webhook_secret, client_id, client_secret, html_url } = data;
    const credentials = { appId: String(id), pem, webhook_secret: webhook_secret ?? '', client_id, client_secret };
    return keep(call, credentials, () => call.redirect(`${html_url}/installations/new`));
  });
  routes.get('/probot/import', (call) => call.html(importPage));
  routes.post('/probot/import', async (call) => {
    const isJson = call.req.header('content-type')?.startsWith('application/json');
    const given = isJson ? await call.req.json().catch(() => undefined) : await call.req.parseBody();
    const read = credentialsOfApp.safeParse(given);
    if (!read.success)
      return call.text(
        `${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')}\n`,
        400,
      );
    return keep(call, read.data, () => call.text('The credentials are in .env: start Soundings again.\n'));
  });
  return routes;
}

const credentialsOfApp = z.object({
  appId: z.coerce.string().regex(/^\d+$/, 'write the App ID, a number'),
  pem: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .refine(isPrivateKey, 'paste the whole .pem file'),
  webhook_secret: z
    .string()
    .min(8, 'write one of at least 16 characters')
    .regex(/^[ -~]+$/, 'write it in ASCII, on one line'),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

function isPrivateKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch {
    return false;
  }
}

/** Of equal length, so that the time of the comparison reveals nothing. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}

/**
 * `hook`: where GitHub reaches this server. Without it webhooks stay off until somebody enters their address in the
 * App's settings.
 */
function manifestOf(app: object, origin: string, hook: string | undefined): string {
  const url = `${hook ?? 'https://example.com'}/api/github/webhooks`;
  return JSON.stringify({
    ...app,
    hook_attributes: { url, active: hook !== undefined },
    redirect_url: `${origin}/probot/setup`,
    ...(hook === undefined ? {} : { setup_url: `${hook}/welcome` }),
  });
}

const page = (content: ReturnType<typeof html>) => html`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Set up Soundings</title>
<style>body { font: 1rem/1.5 system-ui; max-width: 40rem; margin: 3rem auto; padding: 0 1rem } input, textarea { width: 100%; font: inherit }</style>
${content}</html>`;

const startPage = (action: string, manifest: string, hook: string) =>
  page(html`<h1>Set up Soundings</h1>
<form action="/probot"><label>Where GitHub reaches this server, such as https://soundings.example.com <input name="hook" type="url" value="${hook}"></label>
<p><button>Use this address for webhooks</button> Without one they are off until you write it into the settings of the App.</p></form>
<form action="${action}" method="post"><button name="manifest" value="${manifest}">Register GitHub App</button></form>
<p><a href="/probot/import">Use one that is registered already</a></p>`);

const importPage = page(html`<h1>Use a registered App</h1>
<form method="post"><label>App ID <input name="appId"></label><label>Private key, the whole .pem file <textarea name="pem" rows="6"></textarea></label>
<label>Webhook secret <input name="webhook_secret" type="password"></label><p><button>Write them to .env</button></p></form>`);

const line = (fields: Record<string, unknown>, text: string) => console.error(text, fields);
const ofTheTerminal: Log = { info: line, warn: line, error: line };
