import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { describeError } from '../../errors/describe-error.ts';
import type { Log } from '../../flows/ports/log.ts';
import type { OwnerPlace, PageRecord, Reader } from '../../flows/ports/page-record.ts';
import type { Around, Markup } from '../../render/pages/layout.ts';
import { noAnswerPage, notFoundPage } from '../../render/pages/sign-in-pages.ts';
import type { BrowserSessions, Viewer } from '../sign-in/browser-sessions.ts';
import { TokenRefused } from '../sign-in/github-people.ts';
import type { readableBy } from '../sign-in/readable.ts';
import { packagesForPng } from './draw-png.ts';
import type { guestsOf } from './guests.ts';
import { NoAnswer, noAnswer } from './no-answer.ts';

interface Viewing {
  browsers: BrowserSessions;
  readable: ReturnType<typeof readableBy>;
  guests: ReturnType<typeof guestsOf>;
  record: Pick<PageRecord, 'owner'>;
  github: string;
  log: Log;
}

/** The answer of a page; undefined: it does not exist, or not for this reader. A PNG is undefined where nothing can draw one. */
type Answer =
  | { html: Markup }
  | { json: object }
  | { csv: string }
  | { svg: Markup }
  | { png: Uint8Array<ArrayBuffer> | undefined }
  | undefined;

interface Visit {
  call: Context;
  viewer: Viewer;
  around: Around;
}

/** To something of an owner. */
export type OwnersVisit = Omit<Visit, 'viewer'> & { place: OwnerPlace; reader: Reader };

/**
 * Pages for people who are signed in, about owners, as far as they may see them. Anything else does not exist for them.
 */
export function forViewers({ browsers, readable, guests, record, github, log }: Viewing) {
  const isApi = (call: Context) => call.req.path.startsWith('/api/');

  /** The same for every reader. */
  async function answered(call: Context, around: Around, answer: () => Promise<Answer>): Promise<Response> {
    const told = (status: ContentfulStatusCode, html: Markup, error: string) =>
      isApi(call) ? call.json({ error }, status) : call.html(html, status);
    try {
      // No name contains a NUL, and the database accepts none.
      const found = call.req.url.includes('%00') ? undefined : await answer();
      if (!found) return told(404, notFoundPage(around), 'there is no such thing, or you may not see it');
      if ('json' in found) return call.json(found.json);
      if ('html' in found) return call.html(found.html);
      if ('svg' in found) return call.body(String(found.svg), 200, { 'content-type': 'image/svg+xml; charset=utf-8' });
      if ('png' in found)
        return found.png ? call.body(found.png, 200, { 'content-type': 'image/png' }) : call.text(cannotDraw, 501);
      return call.body(found.csv, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment',
      });
    } catch (cause) {
      if (!(cause instanceof NoAnswer)) throw cause;
      log.warn({ error: describeError(cause) }, 'Page could not be shown: GitHub did not say what its reader may see');
      call.header('retry-after', '60');
      return told(503, noAnswerPage(around), 'GitHub does not say what you may see: try again in a minute');
    }
  }

  const page =
    (answer: (visit: Visit) => Promise<Answer>, otherwise?: (call: Context) => Promise<Response | undefined>) =>
    async (call: Context): Promise<Response> => {
      const viewer = await browsers.viewer(call);
      if (!viewer) return (await otherwise?.(call)) ?? signedOut(call, isApi(call));
      const around = { login: viewer.login, github };
      try {
        return await answered(call, around, () => answer({ call, viewer, around }));
      } catch (cause) {
        if (!(cause instanceof TokenRefused)) throw cause;
        await browsers.end(call, viewer, false);
        return signedOut(call, isApi(call));
      }
    };

  /** Of an owner, for somebody who may read something of theirs. @param isOpen everybody may, where the owner's map says so */
  const ofOwner = (answer: (visit: OwnersVisit) => Promise<Answer>, isOpen = false) => {
    const ownerOf = (call: Context) => call.req.param('owner') ?? '';
    const asEverybody = async (call: Context): Promise<Response | undefined> => {
      let found: Awaited<ReturnType<typeof guests.everybody>>;
      const around = { github };
      // Asked inside the handler, so that the lack of an answer is reported as such.
      const response = await answered(call, around, async () => {
        found = isOpen ? await guests.everybody(ownerOf(call)) : undefined;
        return found && answer({ call, around, ...found });
      });
      return found || response.status === 503 ? response : undefined;
    };
    const ofPerson = page(async ({ call, viewer, around }) => {
      const place = await record.owner(ownerOf(call));
      if (!place) return undefined;
      const reader = await readable(viewer, place).catch(noAnswer);
      if (reader.size > 0) return answer({ call, around, place, reader });
      const found = isOpen ? await guests.everybody(ownerOf(call)) : undefined;
      return found && answer({ call, around, ...found });
    }, asEverybody);
    return async (call: Context): Promise<Response> => {
      if (!isApi(call) || call.req.header('authorization') === undefined) return ofPerson(call);
      const found = await guests.byToken(call, ownerOf(call));
      if (found === 'refused') return call.json({ error: unknownToken }, 401);
      return answered(call, { github }, async () => found && answer({ call, around: { github }, ...found }));
    };
  };

  return { page, ofOwner };
}

const cannotDraw = `This server draws no PNG. Its operator can add that: npm install --no-save --omit=dev ${packagesForPng}. The same picture is at this address with .svg in place of .png.
`;

const unknownToken =
  'the token is missing, unknown, expired or revoked: send "Authorization: Bearer snd_..." with one that `npx soundings token create --read` made';

function signedOut(call: Context, isApi: boolean): Response {
  if (isApi) return call.json({ error: 'sign in at /sign-in first' }, 401);
  const { pathname, search } = new URL(call.req.url);
  return call.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
}
