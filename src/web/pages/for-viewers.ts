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

interface Viewing {
  browsers: BrowserSessions;
  readable: ReturnType<typeof readableBy>;
  record: Pick<PageRecord, 'owner'>;
  github: string;
  log: Log;
}

/** What a page answers with; undefined: there is no such thing, or not for this reader. */
type Answer = { html: Markup } | { json: object } | { csv: string } | { svg: Markup } | undefined;

interface Visit {
  call: Context;
  viewer: Viewer;
  around: Around;
}

/** To something of an owner. */
export type OwnersVisit = Visit & { place: OwnerPlace; reader: Reader };

/** Pages of people who are signed in, and of an owner as far as they may see it. Whatever they may not see does not exist. */
export function forViewers({ browsers, readable, record, github, log }: Viewing) {
  /** Of every reader alike. */
  const page =
    (answer: (visit: Visit) => Promise<Answer>) =>
    async (call: Context): Promise<Response> => {
      const isApi = call.req.path.startsWith('/api/');
      const viewer = await browsers.viewer(call);
      if (!viewer) return signedOut(call, isApi);
      const around = { login: viewer.login, github };
      const told = (status: ContentfulStatusCode, html: Markup, error: string) =>
        isApi ? call.json({ error }, status) : call.html(html, status);
      try {
        // No name has a NUL in it, and the database takes none.
        const found = call.req.url.includes('%00') ? undefined : await answer({ call, viewer, around });
        if (!found) return told(404, notFoundPage(around), 'there is no such thing, or you may not see it');
        if ('json' in found) return call.json(found.json);
        if ('html' in found) return call.html(found.html);
        if ('svg' in found)
          return call.body(String(found.svg), 200, { 'content-type': 'image/svg+xml; charset=utf-8' });
        return call.body(found.csv, 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment',
        });
      } catch (cause) {
        if (cause instanceof TokenRefused) {
          await browsers.end(call, viewer, false);
          return signedOut(call, isApi);
        }
        if (!(cause instanceof NoAnswer)) throw cause;
        log.warn(
          { error: describeError(cause) },
          'Page could not be shown: GitHub did not say what its reader may see',
        );
        call.header('retry-after', '60');
        return told(503, noAnswerPage(around), 'GitHub does not say what you may see: try again in a minute');
      }
    };

  /** Of an owner, for somebody who may read something of theirs. */
  const ofOwner = (answer: (visit: OwnersVisit) => Promise<Answer>) =>
    page(async (visit) => {
      const place = await record.owner(visit.call.req.param('owner') ?? '');
      if (!place) return undefined;
      const reader = await readable(visit.viewer, place).catch(noAnswer);
      return reader.size === 0 ? undefined : answer({ ...visit, place, reader });
    });

  return { page, ofOwner };
}

/** What a reader may see is not known now. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** For what was asked of GitHub, and failed. */
export function noAnswer(cause: unknown): never {
  throw cause instanceof TokenRefused ? cause : new NoAnswer('GitHub gave no answer', { cause });
}

function signedOut(call: Context, isApi: boolean): Response {
  if (isApi) return call.json({ error: 'sign in at /sign-in first' }, 401);
  const { pathname, search } = new URL(call.req.url);
  return call.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
}
