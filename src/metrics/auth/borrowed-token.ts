import { z } from 'zod';
import type { JsonClient } from '../fetch-json.ts';
import { SourceFailure } from '../source-failure.ts';

/** RFC 6749, section 5.1. Some servers write the seconds as text. */
const grant = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
});

/** A token is renewed so long before it expires. */
const earlyMs = 60_000;
/** If the server gives no lifetime. */
const shortMs = 300_000;
/** Nobody's patience but its own: others may wait for the same token. */
const askedWithinMs = 20_000;

/** A token that another server gives for a while; asked for once, however many queries wait for it. */
export function borrowedToken(
  client: JsonClient,
  now: () => number,
  ask: () => Promise<{ url: URL; form: Record<string, string> }>,
) {
  let held: { token: string; until: number } | undefined;

  async function borrow(): Promise<string> {
    const { url, form } = await ask();
    const { json } = await client.ask(
      {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      AbortSignal.timeout(askedWithinMs),
    );
    const given = grant.safeParse(json);
    if (!given.success) throw new SourceFailure('query-failed', 'the server of the tokens gave none');
    const { access_token: token, expires_in: seconds } = given.data;
    held = { token, until: now() + (seconds === undefined ? shortMs : seconds * 1_000 - earlyMs) };
    return token;
  }

  let asking: Promise<string> | undefined;
  return {
    async token(): Promise<string> {
      if (held && held.until > now()) return held.token;
      asking ??= borrow().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    /** It is good no more, whatever was said of it. One that came since is kept. */
    forget(token: string): void {
      if (held?.token === token) held = undefined;
    },
  };
}
