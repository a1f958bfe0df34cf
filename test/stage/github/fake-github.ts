import { appJwt } from './app-token.ts';
import type { Clock } from './clock.ts';
import type { Files } from './commit-onto.ts';
import type { Faults } from './faults.ts';
import type { Front, LoggedRequest } from './front.ts';
import { Hands } from './hands.ts';
import { machine, mayWrite, type People, type Permission, permissionIn } from './people.ts';
import type { Relay } from './relay.ts';
import { RepositoryOnGitHub } from './repository-on-github.ts';
import type { World } from './world.ts';

/** A GitHub on 127.0.0.1 with an app installed: `emulate`, with what it lacks before and behind it. */
export class FakeGitHub {
  /** What GITHUB_API_URL is set to. */
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly secret: string;
  /** Of `acme`, or else of the first owner with the app. */
  readonly installationId: number;
  readonly clock: Clock;
  readonly relay: Relay;
  readonly faults: Faults;
  /** Every request, people's too (`by`). */
  readonly requests: LoggedRequest[];
  /** What was wrong with the app's requests by GitHub's description. */
  readonly violations: string[];
  readonly #world: World;
  readonly #hands: Hands;
  readonly #stop: () => Promise<void>;

  constructor(world: World, front: Front, secret: string, stop: () => Promise<void>) {
    this.apiUrl = world.app.origin;
    this.appId = world.app.id;
    this.privateKey = world.app.privateKey;
    this.secret = secret;
    this.installationId = [...world.app.installations.values()][0] ?? 0;
    this.clock = world.clock;
    this.relay = world.relay;
    this.faults = front.faults;
    this.requests = front.requests;
    this.violations = front.violations;
    this.#world = world;
    this.#hands = new Hands(world);
    this.#stop = stop;
  }

  deliverTo(...urls: string[]): void {
    this.relay.deliverTo(...urls);
  }

  /**
   * A repository with a README and these files, in a commit each. Private ones are read by everybody in `people`.
   * @param wish `people`: what they may do here, where it is not what they may elsewhere.
   */
  async createRepository(
    fullName: string,
    wish: { private?: boolean; files?: Files; people?: People } = {},
  ): Promise<RepositoryOnGitHub> {
    const [owner, name] = fullName.split('/');
    const body = { name, private: wish.private ?? false, auto_init: true };
    await this.#hands.act(machine, 'POST', `/orgs/${owner}/repos`, body);
    if (wish.people) this.#world.rights.set(fullName.toLowerCase(), wish.people);
    const readers = Object.keys(this.#world.people).filter((login) => {
      const permission = permissionIn(this.#world, fullName, login);
      return !mayWrite(permission) && permission !== 'none';
    });
    for (const login of wish.private ? readers : []) {
      const path = `/repos/${fullName}/collaborators/${encodeURIComponent(login)}`;
      await this.#world.emulator.ask('PUT', path, { permission: 'pull' });
    }
    const repository = new RepositoryOnGitHub(this.#hands, fullName);
    for (const [path, content] of Object.entries(wish.files ?? {})) {
      await repository.commitFile(path, content, { by: machine });
    }
    return repository;
  }

  repository(fullName: string): RepositoryOnGitHub {
    return new RepositoryOnGitHub(this.#hands, fullName);
  }

  /** What a person may do from now on, in one repository or in all. They must be among `people` from the start. */
  setPermission(login: string, permission: Permission, repository?: string): void {
    if (repository === undefined) this.#world.people[login] = permission;
    else {
      const key = repository.toLowerCase();
      this.#world.rights.set(key, { ...this.#world.rights.get(key), [login]: permission });
    }
  }

  /** Of an owner that has the app. */
  installationOf(owner: string): number {
    return this.#world.app.installations.get(owner) ?? 0;
  }

  /** What the app knows itself by where people sign in. */
  get clientId(): string {
    return this.#world.signIn.clientId;
  }
  get clientSecret(): string {
    return this.#world.signIn.clientSecret;
  }

  /** Who agrees to sign in from now on; undefined: the one who is asked says no. */
  set atKeyboard(login: string | undefined) {
    this.#world.signIn.atKeyboard = login;
  }

  /** Somebody takes back, in their settings, that the app may know who they are. */
  takesBack(login: string): void {
    this.#world.signIn.revoked.add(login);
  }

  /** `missing`: `/graphql` answers 404, as where the app lacks the right. */
  set graphql(state: World['graphql']) {
    this.#world.graphql = state;
  }

  /** Suspends, resumes or removes the app at an owner, and tells it so. */
  async installation(owner: string, action: 'suspend' | 'unsuspend' | 'deleted'): Promise<void> {
    if (action === 'unsuspend') this.#world.app.parked.delete(owner);
    else this.#world.app.parked.add(owner);
    const id = this.#world.app.installations.get(owner);
    const account = await this.#world.emulator.ask('GET', `/orgs/${owner}`);
    const suspended_at = action === 'suspend' ? new Date().toISOString() : null;
    const installation = { id, account, app_id: this.appId, target_type: 'Organization', suspended_at };
    await this.relay.post('installation', {
      action,
      installation,
      repositories: [],
      sender: { login: 'ann', id: 3, type: 'User' },
    });
  }

  /** The app's requests since `from`, an index into `requests`. */
  requestsOfApp(from = 0): LoggedRequest[] {
    return this.requests.slice(from).filter(({ by }) => by === 'app' || by === 'installation');
  }

  /** For a test without the server: the app's JWT, or a token of an installation. */
  jwt(): string {
    return appJwt(this.#world.app);
  }

  async installationToken(id = this.installationId): Promise<string> {
    const response = await fetch(`${this.apiUrl}/app/installations/${id}/access_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.jwt()}` },
    });
    return ((await response.json()) as { token: string }).token;
  }

  async close(): Promise<void> {
    await this.#stop();
  }
}
