import { Octokit } from '@octokit/rest';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Repository } from '../../src/domain/repository.ts';
import type { Forge } from '../../src/flows/ports/forge.ts';
import { githubForge } from '../../src/github/forge.ts';
import type { GitHubClient } from '../../src/github/requests/requests.ts';
import { validateRequest } from '../stage/github/openapi.ts';

export const shop: Repository = {
  id: 1296269,
  ownerId: 1,
  owner: 'acme',
  name: 'shop',
  defaultBranch: 'main',
  private: true,
  installationId: 5,
};

export const appId = 77;
export const sha = 'ce587453ced02b1526dfb4cb910479d431683101';

/** What the tests of one file share. `api` expects requests, each once; what was not asked for fails the test. */
export interface MockGitHub {
  api: nock.Scope;
  forge: Forge;
  /** A forge with another client. */
  forgeWith(octokit: GitHubClient): Forge;
  warnings: { fields: Record<string, unknown>; message: string }[];
  /** Bodies of the requests, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: each has its own shape.
  sent: any[];
  /** Milliseconds that would have been waited. */
  waits: number[];
  clock: { now: Date };
}

const nothing = () => {};
export const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** GitHub's API, mocked. Every request must be one that GitHub describes. */
export function mockGitHub(): MockGitHub {
  const mock = {} as MockGitHub;
  let problems: string[] = [];
  beforeAll(() => nock.disableNetConnect());
  afterAll(() => nock.restore());

  beforeEach(() => {
    problems = [];
    mock.warnings = [];
    mock.waits = [];
    mock.sent = [];
    mock.clock = { now: new Date('2026-11-23T10:00:00Z') };
    mock.api = nock('https://api.github.com');
    mock.api.on('request', ({ method, url }: globalThis.Request, _interceptor: unknown, body: string) => {
      const { pathname, search } = new URL(url);
      // Where GitHub redirects to, by id, is a route that it does not describe.
      if (pathname.startsWith('/repositories/')) return;
      const parsed = body === '' ? undefined : JSON.parse(body);
      mock.sent.push(parsed);
      problems.push(...validateRequest({ method, path: pathname + search, body: parsed }));
    });
    mock.forgeWith = (octokit) =>
      githubForge({
        octokitFor: async (installationId) => {
          expect(installationId).toBe(shop.installationId);
          return octokit;
        },
        log: { ...silent, warn: (fields, message) => mock.warnings.push({ fields, message }) },
        now: () => mock.clock.now,
        wait: async (milliseconds) => mock.waits.push(milliseconds),
        identity: { appId, login: async () => 'soundings[bot]' },
      });
    mock.forge = mock.forgeWith(new Octokit({ auth: 'ghs_secret', log: silent }));
  });

  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect({ problems, pending }).toEqual({ problems: [], pending: [] });
  });
  return mock;
}

/** The error that the promise ends with, as text with its causes, to look for what must not be in it. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Error) => error,
  );
}
