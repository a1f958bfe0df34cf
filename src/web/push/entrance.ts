import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { PushToken, PushTokens } from '../../flows/ports/pushed.ts';
import { bearerOf } from './bearer.ts';
import { openBudget } from './budget.ts';
import { type Body, readBody } from './read-body.ts';

export type Call = Context<{ Bindings: HttpBindings }>;

export interface Answer {
  status: 202 | 400 | 401 | 404 | 408 | 409 | 413 | 415 | 422 | 429 | 503;
  body: object;
  /** Seconds. */
  retryAfter?: number;
}

export const refused = (status: Answer['status'], error: string, more: object = {}): Answer => ({
  status,
  body: { error, ...more },
});

/** Twice as much as 10,000 samples need. */
const mostBytes = 2 * 1024 * 1024;
const bodyWithinMs = 10_000;
/** Requests under way: for one owner, so that slow ones hold up nobody else, and in all. */
const atOnce = { owner: 4, all: 16 };

const unknownToken =
  'the token is missing, unknown, expired or revoked: send "Authorization: Bearer snd_..." with one that `npx soundings token create` made';
/** The same answer whether or not it exists. */
const nothingHere = refused(404, 'there is no such thing here, or the token does not cover it');

/**
 * The entrance for people's systems. Sender and rights are checked before a byte of the body is read. The body is
 * bounded in bytes and in time. `covers`: what the token must allow, apart from the owner of the path.
 */
export function openEntrance(tokens: PushTokens, budget = openBudget()) {
  const bearer = bearerOf(tokens);
  const underWay = new Map<number, number>();
  let all = 0;

  /** Until it is answered, a request takes memory, and perhaps a connection of the database. */
  async function withRoom(ownerId: number, work: () => Promise<Answer>): Promise<Answer> {
    const own = underWay.get(ownerId) ?? 0;
    if (own >= atOnce.owner)
      return {
        ...refused(429, `${own} requests of this owner are under way: send one after the other`),
        retryAfter: 1,
      };
    if (all >= atOnce.all) return { ...refused(503, 'too many requests are under way'), retryAfter: 2 };
    underWay.set(ownerId, own + 1);
    all += 1;
    try {
      return await work();
    } finally {
      all -= 1;
      const left = (underWay.get(ownerId) ?? 1) - 1;
      if (left === 0) underWay.delete(ownerId);
      else underWay.set(ownerId, left);
    }
  }

  async function answer(call: Call, door: Door): Promise<Answer> {
    const token = await bearer(call.env.incoming);
    if (token === 'crowded') return { ...refused(503, 'too many unknown tokens are under way'), retryAfter: 5 };
    if (token === 'refused') {
      call.header('www-authenticate', 'Bearer');
      return refused(401, unknownToken);
    }
    const wait = budget.spend(token, 'requests', 1);
    const told = () => {
      for (const [name, value] of Object.entries(budget.headers(token))) call.header(name, value);
    };
    told();
    if (wait > 0)
      return { ...refused(429, `more requests than there may be in a minute: again in ${wait} s`), retryAfter: wait };
    if (!token.logins.includes((call.req.param('owner') ?? '').toLowerCase()) || !door.covers(token))
      return nothingHere;
    if (!/^application\/json\s*(?:;|$)/i.test(call.req.header('content-type') ?? ''))
      return refused(415, 'the body has to be JSON: send "Content-Type: application/json"');
    if (!/^(?:identity)?$/i.test(call.req.header('content-encoding') ?? ''))
      return refused(415, 'the body has to come as it is, not compressed');
    const spend = (samples: number): Answer | undefined => {
      const seconds = budget.spend(token, 'samples', samples);
      told();
      if (seconds === 0) return undefined;
      return {
        ...refused(429, `more samples than there may be in a minute: again in ${seconds} s`),
        retryAfter: seconds,
      };
    };
    return withRoom(token.ownerId, async () => {
      const body = await readBody(call.env.incoming, { most: mostBytes, ms: bodyWithinMs });
      // The rest of a slow body is not awaited.
      if (body.kind === 'too-slow') call.header('connection', 'close');
      if (body.kind !== 'whole') return unreadable[body.kind];
      const parsed = parse(body.text);
      return 'json' in parsed ? door.take(token, parsed.json, spend) : parsed;
    });
  }

  return async (call: Call, door: Door): Promise<Response> => {
    const { status, body, retryAfter } = await answer(call, door);
    if (retryAfter !== undefined) call.header('retry-after', String(retryAfter));
    call.header('cache-control', 'no-store');
    return call.json(body, status);
  };
}

const unreadable: Record<Exclude<Body['kind'], 'whole'>, Answer> = {
  'too-large': refused(413, 'the body is larger than 2 MB: send at most 10,000 samples at a time'),
  'too-slow': refused(408, `the body did not arrive within ${bodyWithinMs / 1000} s`),
  'broken-off': refused(400, 'the body is not whole'),
};

/** What happens behind the entrance, for one request. */
export interface Door {
  covers(token: PushToken): boolean;
  /** `spend`: an answer, if that is more samples than there is room for now. */
  take(token: PushToken, json: unknown, spend: (samples: number) => Answer | undefined): Promise<Answer>;
}

function parse(text: string): { json: unknown } | Answer {
  try {
    return { json: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch {
    return refused(422, 'the body is no JSON: write {"samples":[{"t":"2026-11-03","value":12}]}');
  }
}
