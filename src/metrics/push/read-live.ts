import { middleOf } from '../../domain/bet/go-live.ts';
import { nearest } from '../../domain/outcome-map/nearest.ts';
import { cut } from '../../domain/text/cut.ts';
import type { LiveReading } from '../../flows/ports/pushed.ts';
import { parseTime } from '../times/read-times.ts';

const keys = ['repository', 'number', 'sha', 'at'];
const example = '{"repository":"shop","number":12}';
const mostNumber = 2_147_483_647;

/** A system's report that a change reached its users: which one, by its number or its merge commit, and when. */
export function readLive(body: unknown, now: Date): LiveReading {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return wrong(undefined, 'the body is no JSON object', `write ${example}`);
  const other = Object.keys(body).find((key) => !keys.includes(key));
  if (other !== undefined) {
    const meant = nearest(other, keys);
    return wrong(cut(other, 40), `"${cut(other, 40)}" is no key of this`, `write ${meant ? `"${meant}"` : example}`);
  }
  const { repository, number, sha, at } = body as { [key in 'repository' | 'number' | 'sha' | 'at']?: unknown };
  if (typeof repository !== 'string' || !/^[\w.-]{1,100}$/.test(repository))
    return wrong('repository', 'it is no name of a repository', 'write its name without the owner: "shop"');
  if ((number === undefined) === (sha === undefined))
    return wrong(undefined, 'it says which change twice, or not at all', 'write "number" or "sha"');
  if (number !== undefined && !(Number.isInteger(number) && (number as number) > 0 && (number as number) <= mostNumber))
    return wrong('number', 'it is no number of a pull request', 'write it as 12');
  if (sha !== undefined && !(typeof sha === 'string' && /^[0-9a-f]{7,40}$/.test(sha)))
    return wrong(
      'sha',
      'it is no commit',
      'write the commit that it was merged as, or its first seven letters or more',
    );
  const which = { repository, ...(number === undefined ? { sha: sha as string } : { number: number as number }) };
  if (at === undefined) return { kind: 'wish', wish: which };
  const time = typeof at === 'string' ? parseTime(at, 'UTC') : undefined;
  const instead = 'write a day such as 2026-11-03, or an instant with its offset such as 2026-11-03T10:00:00Z';
  if (!time || time.kind === 'period') return wrong('at', 'it is no day and no instant', instead);
  if (time.isLocal) return wrong('at', 'it has no offset', instead);
  const instant =
    time.kind === 'date' ? middleOf(new Date(time.at).toISOString().slice(0, 10), now) : new Date(time.at);
  if (instant > now) return wrong('at', 'it lies in the future', 'say it when its users have it');
  return { kind: 'wish', wish: { ...which, at: instant } };
}

const wrong = (key: string | undefined, what: string, instead: string): LiveReading => ({
  kind: 'wrong',
  problem: { ...(key !== undefined && { key }), what, instead },
});
