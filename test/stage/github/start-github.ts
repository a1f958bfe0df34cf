import { createEmulator } from 'emulate';
import { Clock } from './clock.ts';
import { completeEvent } from './complete-event.ts';
import { Emulator, machineTokens } from './emulator.ts';
import { FakeGitHub } from './fake-github.ts';
import { Front, type Validate } from './front.ts';
import { defaultPeople, machine, mayWrite, type People, tokenOf } from './people.ts';
import { PullStates } from './pull-states.ts';
import { Relay } from './relay.ts';
import type { World } from './world.ts';

export interface GitHubOptions {
  /** Where deliveries go; later: `deliverTo`. */
  webhookUrl?: string;
  secret?: string;
  appId?: number;
  slug?: string;
  /** Organizations that exist, and whether the app is installed there. Unless told, `acme` with it. */
  owners?: Record<string, { installed: boolean }>;
  people?: People;
  /** Judge of the app's requests; left out, nothing is judged. `validateRequest` of test/stage/github/openapi.ts fits. */
  validate?: Validate;
}

/** As in `app.yml`, and the organization's own events, which come by themselves. */
const events = [
  ...[
    'pull_request',
    'issues',
    'issue_comment',
    'pull_request_review',
    'check_run',
    'check_suite',
    'merge_group',
    'push',
    'create',
    'release',
  ],
  ...['deployment_status', 'repository'],
];
const permissions = {
  ...{
    metadata: 'read',
    contents: 'read',
    checks: 'write',
    issues: 'write',
    pull_requests: 'write',
    deployments: 'read',
  },
  merge_queues: 'read',
};

/** Starts it on ports of its own; `close()` ends it. */
export async function startGitHub(options: GitHubOptions = {}): Promise<FakeGitHub> {
  const { secret = 'a secret for webhooks', appId = 4711, slug = 'soundings', validate = () => [] } = options;
  const { owners = { acme: { installed: true } }, people = { ...defaultPeople } } = options;
  const front = new Front(validate);
  const relay = new Relay(secret);
  const [origin, hook] = [await front.listen(), await relay.listen()];
  const installed = Object.keys(owners).filter((owner) => owners[owner]?.installed);
  const installations = new Map(installed.map((owner, index) => [owner, 1001 + index]));

  const emulated = await createEmulator({
    service: 'github',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      tokens: {
        ...Object.fromEntries(machineTokens.map((token) => [token, { login: machine }])),
        ...Object.fromEntries(Object.keys(people).map((login) => [tokenOf(login), { login }])),
      },
      github: {
        users: Object.keys(people).map((login) => ({ login })),
        orgs: Object.keys(owners).map((login) => ({ login, members: members(people) })),
        apps: [
          {
            ...{ app_id: appId, slug, name: 'Soundings', permissions, events: ['*'], webhook_url: hook },
            installations: [...installations].map(([account, installation_id]) => ({ installation_id, account })),
          },
        ],
      },
    },
  });
  const privateKey = emulated.generatedSecrets.find(({ kind }) => kind === 'github.app_private_key')?.value ?? '';
  const emulator = new Emulator(emulated.url, origin);
  const world: World = {
    ...{ emulator, relay, people, clock: new Clock(), pulls: new PullStates(emulator), graphql: 'served' },
    signIn: {
      ...{ clientId: 'Iv1.soundings', clientSecret: 'a secret of the app', atKeyboard: undefined },
      ...{ codes: new Map(), revoked: new Set() },
    },
    ...{ rights: new Map(), checkExtras: new Map(), reactions: new Map(), deployments: new Map() },
    app: {
      ...{ id: appId, slug, name: 'Soundings', privateKey, origin, installations, events },
      ...{ ownerOfToken: new Map(), parked: new Set() },
    },
  };
  relay.rewrite = (text) => emulator.shown(text);
  relay.complete = (event, payload) => completeEvent(world, event, payload);
  relay.deliverTo(...(options.webhookUrl ? [options.webhookUrl] : []));
  front.world = world;
  return new FakeGitHub(world, front, secret, async () => {
    await relay.close();
    await front.close();
    await emulated.close();
  });
}

/** Who may write is a member of every organization; the others come from outside. */
const members = (people: People) => [
  { login: machine, role: 'admin' as const },
  ...Object.keys(people)
    .filter((login) => mayWrite(people[login]))
    .map((login) => ({ login, role: 'admin' as const })),
];
