import { describe, expect, test } from 'vitest';
import { askedToWait, isOutage, isWorthAnotherTry } from '../../src/jobs/retry-policy.ts';

const now = new Date('2026-11-03T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const errorWith = (fields: object, cause?: unknown) => Object.assign(new Error('x', { cause }), fields);
const named = (name: string, fields: object = {}) => errorWith({ name, ...fields });

describe('an outage of the other side', () => {
  test.each<[string, unknown, boolean]>([
    ['GitHub answers 502', errorWith({ status: 502 }), true],
    ['GitHub does not answer', named('GitHubError'), true],
    ['GitHub refuses for a limit', errorWith({ status: 403, retryAfterSeconds: 60 }), true],
    ['GitHub answers 429', errorWith({ status: 429 }), true],
    ['a refusal', errorWith({ status: 403 }), false],
    ['not found', named('GitHubError', { status: 404 }), false],
    ['a connection refused', errorWith({ code: 'ECONNREFUSED' }), true],
    ['the same as a cause', errorWith({}, errorWith({}, errorWith({ code: 'ECONNRESET' }))), true],
    ['the database shuts down', errorWith({ code: '57P01' }), true],
    ['the database refuses a row', errorWith({ code: '23505' }), false],
    ['pg lost its connection', new Error('Connection terminated unexpectedly'), true],
    ['pg was not answered', new Error('Query read timeout'), true],
    ['the queue was not answered', new Error('The database did not answer the queue within 15 s'), true],
    ['pg found none', new Error('timeout exceeded when trying to connect'), true],
    ['a time-out', named('TimeoutError'), true],
    ['a fault of our own', new TypeError('undefined is not a function'), false],
    ['no such file', errorWith({ code: 'ENOENT' }), false],
    ['not even an error', 'boo', false],
    ['nothing', undefined, false],
  ])('%s: %s', (_, error, outage) => {
    expect(isOutage(error)).toBe(outage);
  });
});

describe('is it worth another try', () => {
  const outage = errorWith({ status: 503 });
  const fault = new TypeError('x');
  const refusal = errorWith({ status: 422 });
  const unreachable = new TypeError('fetch failed', { cause: errorWith({ code: 'ECONNREFUSED' }) });
  const limited = errorWith({ status: 403, retryAfterSeconds: 30 });
  test.each<[string, Parameters<typeof isWorthAnotherTry>[0], unknown, boolean]>([
    ['a fault of ours, at first', { tries: 1, createdAt: now, awaited: false }, fault, false],
    ['the same, awaited', { tries: 1, createdAt: now, awaited: true }, fault, false],
    ['what fetch throws of that kind', { tries: 1, createdAt: now, awaited: false }, unreachable, true],
    ['a refusal, for the 11th time', { tries: 11, createdAt: hoursAgo(1), awaited: false }, refusal, true],
    ['a refusal, for the 12th time', { tries: 12, createdAt: hoursAgo(1), awaited: false }, refusal, false],
    ['an outage of some hours', { tries: 100, createdAt: hoursAgo(23), awaited: false }, outage, true],
    ['an outage of a day', { tries: 300, createdAt: hoursAgo(25), awaited: false }, outage, false],
    ['made days ago, its turn came now', { tries: 3, createdAt: hoursAgo(99), awaited: false }, outage, true],
    ['awaited, for the second time', { tries: 2, createdAt: now, awaited: true }, outage, true],
    ['awaited, for the third time', { tries: 3, createdAt: now, awaited: true }, outage, false],
    ['awaited, and asked to wait', { tries: 3, createdAt: now, awaited: true }, limited, true],
  ])('%s', (_, attempt, error, worth) => {
    expect(isWorthAnotherTry(attempt, error, now)).toBe(worth);
  });
});

/** A mistake of the language as it comes out of a file, past what Node has a part in. */
const outOf = (place: string) => {
  const error = new TypeError("Cannot read properties of null (reading 'write')");
  error.stack = `TypeError: x\n    at Socket.emit (node:events:518:28)\n    at write (${place}:10:5)\n    at work (file:///app/src/flows/do-job.ts:20:3)`;
  return error;
};
const first = { tries: 1, createdAt: now, awaited: false };

test.each(['postgres', 'pg', '@electric-sql/pglite', '@octokit/request'])(
  'what breaks within %s may not break the next time',
  (driver) => {
    expect(isWorthAnotherTry(first, outOf(import.meta.resolve(driver)), now)).toBe(true);
  },
);

test.each([
  'file:///app/src/postgres/slot.ts',
  'file:///app/node_modules/yaml/dist/index.js',
  'file:///app/node_modules/drizzle-orm/pg-core/session.js',
  'file:///app/src/postgres-of-others.ts',
])('what breaks in %s will again', (place) => {
  expect(isWorthAnotherTry(first, outOf(place), now)).toBe(false);
});

test.each<[unknown, number | undefined]>([
  [errorWith({ retryAfterSeconds: 90 }), 90],
  [errorWith({}, errorWith({ retryAfterSeconds: 90 })), 90],
  [errorWith({ retryAfterSeconds: 1e9 }), 3600],
  [errorWith({ status: 503 }), undefined],
])('asked to wait: %#', (error, seconds) => {
  expect(askedToWait(error)).toBe(seconds);
});
