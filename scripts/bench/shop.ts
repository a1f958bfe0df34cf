import { createHash } from 'node:crypto';
import { exampleResponse } from '../../test/stage/github/openapi.ts';

/**
 * The repositories that the bench plays in, one an owner, and their pull requests, in the shape and size of GitHub's own example. Many owners,
 * because one alone may write no more than sixty comments a minute.
 */
export const owners = 100;

/** Ten or so open bets on one metric are many; all of them on one would measure nothing that happens. */
const metrics = Array.from({ length: 15 }, (_, index) => index + 1);

export const outcomeMap = `version: 1
metrics:
${metrics
  .map(
    (n) =>
      `  metric_${n}: { title: Metric ${n}, unit: ratio, good: up, owner: "@acme/growth", source: warehouse/metric_${n} }`,
  )
  .join('\n')}
objectives:
  - id: O1
    title: Small teams finish projects with us
    key_results:
${metrics.map((n) => `      - { id: KR${n}, metric: metric_${n}, from: 3.1%, to: 4.0%, by: 2099-12-31 }`).join('\n')}
policy:
  mode: enforce
release: { on: release }
`;

/** All of them read one file. */
export const sources = `connections:
  warehouse:
    type: csv
    queries:
${metrics.map((n) => `      metric_${n}: signup_rate.csv`).join('\n')}
`;

const example = exampleResponse('GET', '/repos/{owner}/{repo}/pulls/{pull_number}');
/** As GitHub lists them. */
export const installations = Array.from({ length: owners }, (_, id) => ({ id: 1 + id, suspended_at: null }));

const repositoryOf = (number: number) => repositoryOfOwner(1 + (number % owners));

/** The one repository of the owner `acme-<id>`. */
export function repositoryOfOwner(id: number) {
  const login = `acme-${id}`;
  return {
    ...example.base.repo,
    id,
    name: 'shop',
    full_name: `${login}/shop`,
    owner: { ...example.base.repo.owner, id, login },
  };
}

/** What happens to a pull request. */
export type Action = 'opened' | 'edited' | 'synchronize';

/** Every other one states a bet, so that a forecast is posted. */
export const hasBet = (number: number) => number % 2 === 0;

/** `pushes`: how often it was pushed to since it was opened. */
export const headOf = (number: number, pushes = 0) => createHash('sha1').update(`${number} ${pushes}`).digest('hex');

/** All are newer than the databases of the bench: in older ones the app looks for what it wrote before. */
const openedAt = new Date(Date.now() + 3_600_000).toISOString();

export function pullRequest(number: number, pushes = 0) {
  const metric = (number % metrics.length) + 1;
  const bet = `\n### Outcome\nKey result: KR${metric}\nExpect: metric_${metric} +5% within 14 days\nBecause: 7 of 10 interviewed trial users stop at the address form\n`;
  return {
    ...example,
    number,
    title: `Ask for the address after sign-up (${number})`,
    body: `The sign-up form asks for name and email only.\n${hasBet(number) ? bet : ''}`,
    state: 'open',
    merged: false,
    merged_at: null,
    created_at: openedAt,
    updated_at: openedAt,
    labels: [],
    head: { ...example.head, sha: headOf(number, pushes) },
    base: { ...example.base, repo: repositoryOf(number) },
  };
}

/** The payload of an event of a pull request: about 25 kB of JSON. */
export function payloadOf(action: Action, number: number, pushes = 0): string {
  return JSON.stringify({
    action,
    number,
    pull_request: pullRequest(number, pushes),
    repository: repositoryOf(number),
    installation: { id: repositoryOf(number).id },
    sender: example.user,
  });
}
