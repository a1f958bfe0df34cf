import type { Issue } from '../../../src/domain/hypothesis/issue.ts';
import { doJob } from '../../../src/flows/do-job.ts';
import { handleEvent } from '../../../src/flows/handle-event.ts';
import type { DomainEvent } from '../../../src/flows/ports/domain-event.ts';
import type { OpenedWorld } from './world.ts';

/** A hypothesis as the form writes it. */
export const formBody = `### We believe that

asking for name and email only

### For whom

teams on their first visit

### Will

let more of them finish the sign-up

### Because

7 of 10 interviewed trial users stop at the address form

### Kind

customer

### Riskiest assumption

the address form is what stops them

### Lightest test

a fake form shown to 50 visitors

### Expectations

Key result: KR1
Expect: signups +5% within 14 days
`;

/** GitHub's ids are the same in no two repositories. */
let comments = 0;

/** What people do in a repository, and what is waiting in the queue because of it. `work`: does a piece of it, trying again if need be. */
export function peopleIn(
  stage: OpenedWorld,
  work: (piece: () => Promise<unknown>) => Promise<unknown> = (piece) => piece(),
) {
  const { world, shop, forge, jobs } = stage;

  async function happens(event: DomainEvent, login = 'maintainer', repository = shop): Promise<void> {
    await work(() => handleEvent(world, event, { repository, sender: { login, isBot: false } }));
    await workOff();
  }
  async function workOff(): Promise<void> {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      if (job.kind === 'delivery') continue;
      const repository = await stage.store.repository(job.repositoryId);
      if (repository) await work(() => doJob(world, repository, JSON.parse(JSON.stringify(job)) as typeof job));
    }
  }
  return {
    happens,
    workOff,
    issue(number: number, body: string, part: Partial<Issue> = {}): void {
      const labels = part.labels ?? [];
      forge.labels.set(number, new Set(labels));
      forge.issues.set(number, {
        owner: shop.owner,
        repository: shop.name,
        number,
        title: `Issue ${number}`,
        body,
        labels,
        state: 'open',
        author: 'ada',
        ...part,
      });
    },
    async label(number: number, name: string, login = 'ben', set = true): Promise<void> {
      const labels = forge.labels.get(number) ?? new Set<string>();
      forge.labels.set(number, labels);
      if (set) labels.add(name);
      else labels.delete(name);
      await happens({ kind: 'issue-changed', number, label: { name, set } }, login);
    },
    /** Returns what was replied to it, without the marker; undefined: a reaction was the answer. */
    async comment(number: number, body: string, login = 'maintainer', again?: number, repository = shop) {
      comments += again === undefined ? 1 : 0;
      const commentId = again ?? 70_000 + comments;
      await happens(
        { kind: 'comment-created', number, onPullRequest: forge.pullRequests.has(number), commentId, body },
        login,
        repository,
      );
      const reply = forge.comments.find((one) => one.body.startsWith(`<!-- soundings:reply v1 key=${commentId} -->`));
      return reply?.body.split('\n').slice(2).join('\n').trimEnd();
    },
    labelsOf: (number: number) => [...(forge.labels.get(number) ?? [])].sort(),
    /** Comments of a kind there, without their markers. */
    said: (number: number, kind: string) =>
      forge.comments
        .filter((one) => one.number === number && one.body.startsWith(`<!-- soundings:${kind} v1`))
        .map(({ body }) => body.replaceAll('\u00a0', ' ')),
    check: (number: number) => {
      const head = forge.pullRequests.get(number)?.headSha;
      const run = forge.checks.findLast(({ headSha }) => headSha === head);
      return run && { conclusion: run.conclusion, title: run.output.title, summary: run.output.summary };
    },
  };
}
