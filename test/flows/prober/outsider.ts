import { chances, compare, forecast, readout } from '../../../src/analyst/questions.ts';
import type { DatabaseConnection } from '../../../src/db/connect.ts';
import { day } from '../../../src/domain/day.ts';
import type { Issue } from '../../../src/domain/hypothesis/issue.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { peopleIn } from '../../stage/world/people.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';
import { pagesOf } from './pages-of.ts';

/** Of a hidden metric: where it stands, and by how much its days differ from that, which says nothing of where it stands. */
export interface Planted {
  level: number;
  /** Relative, by day. */
  noise: (day: number) => number;
  /** Relative, from the release on. */
  effect: number;
}

/** Two figures are kept back, of either direction; one is public. The planted level is in the key result too. */
export const mapWith = (level: number, policy: string) => `version: 1
metrics:
  revenue: { title: Monthly recurring revenue, unit: usd, good: up, source: warehouse/mrr, owner: "@acme/finance" }
  p95_latency: { title: p95 latency, unit: ms, good: down, source: warehouse/p95 }
  signups: { title: Sign-ups, unit: count, good: up, drives: [revenue], public: true, source: warehouse/signups }
objectives:
  - id: O1
    title: Grow
    key_results:
      - { id: KR1, metric: revenue, from: ${level * 0.8}, to: ${level * 1.4}, by: 2027-12-31 }
      - { id: KR2, metric: signups, from: 1000, to: 1300, by: 2027-12-31 }
policy: { ${policy} }
`;

const mergedAt = new Date('2026-11-03T09:30:00Z');
const shippedAt = new Date('2026-11-03T10:00:00Z');
/** The guardrails alone, an interim readout, the last one, and the question what is to become of it. */
const everyLook = ['2026-11-06T10:00:00Z', '2026-11-11T10:00:00Z', '2026-12-02T10:00:00Z', '2026-12-10T10:00:00Z'];

/** GitHub's ids are the same in no two repositories. */
let comments = 0;

/** Everything that somebody with an account alone can have written about a hidden level, and where it then stands, by a name of its own. */
export async function outsider(database: DatabaseConnection, planted: Planted, policy: string) {
  const stage = await openWorld(database, mapWith(planted.level, policy));
  const shop = { ...stage.shop, private: false };
  await stage.store.rememberRepository(shop);
  const { world, forge, setNow } = stage;
  // Nothing is copied as between threads: what an analysis has found out of a series it need not find out again.
  world.analyst = {
    forecast: async (basis) => forecast(basis),
    compare: async (...given) => compare(given),
    readout: async (basis) => readout(basis),
    chances: async (basis) => chances(basis),
  };
  world.metrics = {
    async read({ metric, from, to }) {
      const level = metric.name === 'signups' ? 1100 : planted.level;
      const samples = [];
      for (let t = Math.ceil(from.getTime() / day) * day; t + day <= to.getTime(); t += day) {
        const lift = t > shippedAt.getTime() ? 1 + planted.effect : 1;
        samples.push({ t, value: level * planted.noise(t / day) * lift });
      }
      return { kind: 'samples', series: { bucket: 'day', samples } };
    },
  };
  const people = peopleIn({ ...stage, shop });
  let number = 100;

  const texts = (of: number) =>
    JSON.stringify([
      forge.checks.filter(({ headSha }) => headSha === shaOf(of)).map(({ id: _, headSha: __, ...check }) => check),
      forge.comments.filter((comment) => comment.number === of).map(({ body }) => body),
      [...(forge.labels.get(of) ?? [])],
    ]);
  const shaOf = (of: number) => `${of}`.padStart(40, 'a');
  const open = (body: string, part = {}) => {
    number += 1;
    const mine = pullRequest({ number, body, headSha: shaOf(number), author: { id: 66, login: 'mallory' }, ...part });
    forge.pullRequests.set(number, mine);
    return mine;
  };

  return {
    /** A pull request: its check and its forecast. */
    async propose(body: string): Promise<string> {
      const mine = open(body);
      await people.happens({ kind: 'pull-request-changed', number: mine.number }, 'mallory', shop);
      return texts(mine.number);
    },
    /** The same pull request with another description, which costs an outsider nothing either. */
    async edit(body: string): Promise<string> {
      const author = { id: 66, login: 'mallory' };
      forge.pullRequests.set(1, pullRequest({ number: 1, body, headSha: shaOf(1), author }));
      await people.happens({ kind: 'pull-request-changed', number: 1 }, 'mallory', shop);
      return texts(1);
    },
    /** One that a maintainer merged and released: everything up to the last readout and what follows it. */
    async ship(body: string, looks = everyLook): Promise<string> {
      setNow('2026-11-03T10:00:00Z');
      const mine = open(body, {
        state: 'closed',
        merged: true,
        mergedAt,
        mergeCommitSha: `${number}`.padStart(40, 'b'),
      });
      await people.happens({ kind: 'pull-request-changed', number: mine.number }, 'mallory', shop);
      const sha = `${mine.number}`.padStart(40, 'b');
      stage.jobs.push({
        kind: 'ship',
        repositoryId: shop.id,
        number: mine.number,
        signal: { on: 'release', name: 'v1', sha },
        at: shippedAt.toISOString(),
      });
      await people.workOff();
      const seen = [];
      for (const now of looks) {
        setNow(now);
        stage.jobs.push({ kind: 'readout', repositoryId: shop.id, number: mine.number, now });
        await people.workOff();
        seen.push(texts(mine.number));
      }
      setNow('2026-11-03T10:00:00Z');
      return seen.join('\n');
    },
    /** What pages tell of all that was merged so far. */
    pages: () =>
      pagesOf(
        database,
        { ...stage, shop },
        Array.from({ length: number - 100 }, (_, at) => 101 + at),
      ),
    /** A map of the outsider's own, with these lines in the place of those in force. */
    async proposeMap(text: string): Promise<string> {
      const read = readOutcomeMap('.github/soundings.yml', text);
      if ('problems' in read) throw new Error(JSON.stringify(read.problems));
      const made = outcomeMapOf(read.document);
      if ('problems' in made) throw new Error(JSON.stringify(made.problems));
      world.maps.proposedAt = async () => made;
      forge.paths.set(number + 1, ['.github/soundings.yml']);
      return this.propose('');
    },
    /** An issue with an expectation, as a hypothesis or as one that is advised. */
    async report(body: string, labels: string[]): Promise<string> {
      number += 1;
      const issue: Issue = {
        ...{ owner: shop.owner, repository: shop.name, number, title: 'Idea', body, labels, state: 'open' },
        author: 'mallory',
      };
      forge.issues.set(number, issue);
      await people.happens({ kind: 'issue-changed', number }, 'mallory', shop);
      return texts(number);
    },
    /** A comment on a pull request of their own. */
    async say(body: string, on: string): Promise<string> {
      comments += 1;
      const commentId = 900_000 + comments;
      const mine = open(on);
      await people.happens({ kind: 'pull-request-changed', number: mine.number }, 'mallory', shop);
      await people.happens(
        { kind: 'comment-created', number: mine.number, onPullRequest: true, commentId, body },
        'mallory',
        shop,
      );
      const opened = forge.opened.map(({ title, body: issue, labels }) => ({ title, issue, labels }));
      const said = texts(mine.number) + JSON.stringify([opened, forge.reactions]);
      return said.replaceAll(String(commentId), 'COMMENT');
    },
    /** A merge group that holds it. */
    async queue(body: string): Promise<string> {
      const mine = open(body);
      const headRef = `gh-readonly-queue/main/pr-${mine.number}-${'c'.repeat(40)}`;
      await people.happens(
        { kind: 'merge-group-formed', headSha: shaOf(mine.number), baseSha: 'd'.repeat(40), headRef },
        'mallory',
        shop,
      );
      return texts(mine.number);
    },
  };
}
