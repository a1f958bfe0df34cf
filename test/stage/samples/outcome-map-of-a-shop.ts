import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../../src/domain/gate/facts.ts';
import type { Issue } from '../../../src/domain/hypothesis/issue.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../../src/domain/repository.ts';

export function metric(name: string, part: Partial<Metric> = {}): Metric {
  return { name, title: name, unit: 'count', good: 'up', drives: [], ...part };
}

export const revenue = metric('revenue', { title: 'Monthly recurring revenue', unit: 'usd' });
export const projects = metric('projects_completed', { title: 'Completed projects', drives: ['revenue'] });
export const signups = metric('signup_rate', {
  title: 'Visit to sign-up rate',
  unit: 'ratio',
  drives: ['projects_completed'],
});
export const latency = metric('p95_latency', { title: 'p95 latency', unit: 'ms', good: 'down' });

const objective = {
  id: 'O1',
  title: 'Small teams finish projects with us',
  keyResults: [
    { id: 'KR1', metric: 'signup_rate', from: 0.031, to: 0.04, by: '2026-12-31' },
    { id: 'KR2', title: 'Twice the projects', metric: 'projects_completed', from: 100, to: 200, by: '2026-12-31' },
  ],
};
export const [kr1, kr2] = objective.keyResults.map((keyResult) => ({ objective, keyResult }));

/** The map of a small shop, in enforce mode, with parts of its policy replaced. */
export function shopMap(policy: Partial<OutcomeMap['policy']> = {}): OutcomeMap {
  return {
    metrics: [revenue, projects, signups, latency],
    objectives: [objective],
    policy: {
      mode: 'enforce',
      issues: { mode: 'advise', labels: [] },
      require: 'reference',
      exempt: { authors: [], labels: [], paths: [] },
      redact: 'auto',
      ...policy,
    },
    release: { on: 'release' },
    followUp: { afterDays: [7, 28] },
  };
}

export function issue(number: number, body: string, part: Partial<Issue> = {}): Issue {
  return {
    owner: 'acme',
    repository: 'shop',
    number,
    title: `Issue ${number}`,
    body,
    labels: [],
    state: 'open',
    ...part,
  };
}

export const shop: Repository = {
  id: 1,
  ownerId: 2,
  owner: 'acme',
  name: 'shop',
  defaultBranch: 'main',
  private: true,
  installationId: 3,
};

/** A pull request of the shop with this body, by ada, changing one file of the source. */
export function factsOf(body: string, part: Partial<PullRequestFacts> = {}): PullRequestFacts {
  return {
    repository: shop,
    pullRequest: {
      number: 9,
      title: 'Shorter address form',
      body,
      url: 'https://github.com/acme/shop/pull/9',
      author: { id: 4, login: 'ada' },
      state: 'open',
      draft: false,
      merged: false,
      headSha: 'a'.repeat(40),
      headRef: 'form',
      fromFork: false,
      baseRef: 'main',
      labels: [],
      updatedAt: new Date('2026-11-03T10:00:00Z'),
    },
    disclosure: everything,
    changedPaths: ['src/form.ts'],
    linkedIssues: [],
    mapState: { kind: 'valid', map: shopMap(), version: 'v1', home: { name: 'shop' } },
    ...part,
  };
}
