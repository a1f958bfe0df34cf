import type { SeenCheck, SeenComment, SeenPull, SeenRepository } from './seen.ts';
import { minorOf } from './truth.ts';

// biome-ignore lint/suspicious/noExplicitAny: what GitHub answers has no type of ours.
type Json = any;

const mapFile = '.github/soundings.yml';

/** Reads GitHub over its API, as a person who may see everything would. */
export class Look {
  readonly #apiUrl: string;
  readonly #tokens: string[];
  #turn = 0;
  /** What holds what never changes. */
  readonly #held = new Map<string, boolean>();

  constructor(apiUrl: string, tokens: string[]) {
    this.#apiUrl = apiUrl;
    this.#tokens = tokens;
  }

  async repository(fullName: string): Promise<SeenRepository> {
    const [owner] = fullName.split('/');
    const own = await this.#file(fullName);
    const map = own ?? (await this.#file(`${owner}/.github`));
    const releases = map?.includes('on: tag') ? await this.#tags(fullName) : await this.#releases(fullName);
    const pulls: SeenPull[] = [];
    for (const pull of await this.#all(`/repos/${fullName}/pulls?state=all`))
      pulls.push(await this.#pull(fullName, pull, releases));
    return { fullName, pulls, ...(map !== undefined && { map }) };
  }

  async #releases(repo: string): Promise<Json[]> {
    return (await this.#all(`/repos/${repo}/releases`))
      .filter(({ draft, prerelease }) => !draft && !prerelease)
      .sort((one, other) => one.id - other.id);
  }

  /**
   * Those that are no pre-releases by their names, in the order of their versions; they are younger than their commits by moments. By their refs: the
   * emulator's list of tags has the annotated ones alone.
   */
  async #tags(repo: string): Promise<Json[]> {
    const refs = await this.#all(`/repos/${repo}/git/matching-refs/tags/v`);
    const counted = refs.map(({ ref, object }) => ({ name: ref.slice('refs/tags/'.length), sha: object.sha }));
    const inOrder = counted.filter(({ name }) => !name.includes('-')).sort((a, b) => minorOf(a.name) - minorOf(b.name));
    const dated = inOrder.map(async ({ name, sha }) => ({
      tag_name: name,
      published_at: (await this.#one(`/repos/${repo}/commits/${sha}`)).commit.committer.date,
    }));
    return Promise.all(dated);
  }

  async #pull(repo: string, listed: Json, releases: Json[]): Promise<SeenPull> {
    const { number } = listed;
    const pull = await this.#one(`/repos/${repo}/pulls/${number}`);
    const release = pull.merged ? await this.#firstHolding(repo, pull.merge_commit_sha, releases) : undefined;
    const commits: Json[] = await this.#all(`/repos/${repo}/pulls/${number}/commits`);
    const shas = new Set<string>([...commits.map(({ sha }) => sha), pull.head.sha]);
    const checks: SeenCheck[] = [];
    for (const sha of shas) checks.push(...(await this.#checks(repo, sha)));
    return {
      number,
      author: pull.user.login,
      body: pull.body ?? '',
      state: pull.state,
      draft: pull.draft,
      labels: pull.labels.map(({ name }: Json) => name),
      baseRef: pull.base.ref,
      headSha: pull.head.sha,
      ...(pull.merged && { mergedAt: new Date(pull.merged_at), mergeSha: pull.merge_commit_sha }),
      ...(release && { release: { tag: release.tag_name, at: new Date(release.published_at) } }),
      checks,
      comments: await this.#comments(repo, number),
    };
  }

  async #checks(repo: string, sha: string): Promise<SeenCheck[]> {
    const { check_runs } = await this.#one(`/repos/${repo}/commits/${sha}/check-runs?filter=all&per_page=100`);
    return check_runs.map(({ name, status, conclusion, output: { title, summary, text } }: Json) => ({
      ...{ sha, name, status, conclusion },
      text: [title, summary, text].filter(Boolean).join('\n'),
    }));
  }

  async #comments(repo: string, number: number): Promise<SeenComment[]> {
    const comments: SeenComment[] = [];
    for (const { id, user, body, created_at } of await this.#all(`/repos/${repo}/issues/${number}/comments`)) {
      const given = body.startsWith('/') ? await this.#all(`/repos/${repo}/issues/comments/${id}/reactions`) : [];
      const reactions = given.map((one) => `${one.user.login} ${one.content}`);
      comments.push({ id, at: new Date(created_at), author: user.login, body, reactions });
    }
    return comments;
  }

  async #firstHolding(repo: string, sha: string, releases: Json[]): Promise<Json> {
    for (const release of releases) {
      const range = `${sha}...${release.tag_name}`;
      const known = this.#held.get(`${repo} ${range}`);
      const holds =
        known ?? ['ahead', 'identical'].includes((await this.#one(`/repos/${repo}/compare/${range}`))?.status);
      this.#held.set(`${repo} ${range}`, holds);
      if (holds) return release;
    }
    return undefined;
  }

  async #file(repo: string): Promise<string | undefined> {
    const file = await this.#one(`/repos/${repo}/contents/${mapFile}`);
    return file && Buffer.from(file.content, 'base64').toString();
  }

  async #all(path: string): Promise<Json[]> {
    const found: Json[] = [];
    for (let page = 1; ; page += 1) {
      const more = await this.#one(`${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
      found.push(...(more ?? []));
      if (!more || more.length < 100) return found;
    }
  }

  /** Undefined for 404. */
  async #one(path: string): Promise<Json> {
    const token = this.#tokens[this.#turn++ % this.#tokens.length];
    const answer = await fetch(this.#apiUrl + path, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
