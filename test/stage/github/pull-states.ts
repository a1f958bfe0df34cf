import type { Emulator } from './emulator.ts';
import type { Json } from './json.ts';

/**
 * What the emulator does not know of a pull request: its head after a push, its merge, its real files. Kept beside it and laid
 * over everything it says (`mend.ts`).
 */
export interface PullState {
  repo: string;
  repoId: number;
  number: number;
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  open: boolean;
  merged?: { at: string; sha: string; by: Json };
  /** Login whose fork it comes from. */
  fork?: string;
  /** For `changes` of an edit: as they were last seen. */
  title: string;
  body: string | null;
  /** Labels set and taken away, oldest first: the emulator tells them of issues alone. */
  labelEvents: Json[];
  /** Issues linked by hand in the sidebar. */
  linked: Set<number>;
  /** Of `shape.headSha` against `shape.baseSha`; read when first asked for. */
  shape?: { headSha: string; baseSha: string; commits: Json[]; files: Json[] };
}

export class PullStates {
  #states = new Map<string, PullState>();
  #forks = new Map<string, string>();
  #emulator: Emulator;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  get(repo: string, number: number): PullState | undefined {
    return this.#states.get(key(repo, number));
  }

  all(repo: string): PullState[] {
    return [...this.#states.values()].filter((state) => state.repo === repo.toLowerCase());
  }

  openWithHead(repo: string, sha: string): PullState[] {
    return this.all(repo).filter((state) => state.open && state.headSha === sha);
  }

  /** A pull request from this branch will be one from the fork of `login`. */
  comesFromFork(repo: string, branch: string, login: string): void {
    this.#forks.set(`${repo.toLowerCase()}:${branch}`, login);
  }

  /** The state of a pull request as the emulator shows it; on first sight, learned from it. */
  of(pull: Json): PullState {
    const repo: string = pull.base.repo.full_name.toLowerCase();
    const known = this.get(repo, pull.number);
    if (known) {
      known.open = pull.state === 'open' && !known.merged;
      return known;
    }
    const fork = this.#forks.get(`${repo}:${pull.head.ref}`);
    const state: PullState = {
      repo,
      repoId: pull.base.repo.id,
      number: pull.number,
      headRef: pull.head.ref,
      headSha: pull.head.sha,
      baseRef: pull.base.ref,
      baseSha: pull.base.sha,
      open: pull.state === 'open',
      title: pull.title,
      body: pull.body,
      labelEvents: [],
      linked: new Set(),
      ...(fork && { fork }),
    };
    this.#states.set(key(repo, pull.number), state);
    return state;
  }

  /** The commits and files of a pull request, against the base as it was at the last push (at the merge, once merged). */
  async shapeOf(state: PullState): Promise<{ commits: Json[]; files: Json[] }> {
    const { headSha, baseSha, shape } = state;
    if (shape?.headSha === headSha && shape.baseSha === baseSha) return shape;
    const compared = await this.#emulator.ask('GET', `/repos/${state.repo}/compare/${baseSha}...${headSha}`);
    state.shape = { headSha, baseSha, commits: compared?.commits ?? [], files: compared?.files ?? [] };
    return state.shape;
  }
}

const key = (repo: string, number: number) => `${repo.toLowerCase()}#${number}`;
