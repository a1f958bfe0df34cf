import type { Json } from './json.ts';
import { mend } from './mend.ts';
import type { World } from './world.ts';

type Event = { event: string; payload: Json };

/**
 * A payload of the emulator, or one posted by hand, as the event or events that GitHub sends. Nothing for an owner without
 * the app, or for an event that the app has not asked for.
 */
export async function completeEvent(world: World, event: string, payload: Json): Promise<Event[]> {
  await learnShapes(world, payload);
  mend(payload, world);
  keepLabelEvent(world, payload);
  const owner: string = payload.repository?.owner?.login ?? payload.installation?.account?.login ?? '';
  const installation = world.app.installations.get(owner);
  if (installation === undefined) return [];
  if (world.app.parked.has(owner) && event !== 'installation') return [];

  const common = {
    ...(payload.repository?.owner?.type === 'Organization' && {
      organization: { login: owner, id: payload.repository.owner.id },
    }),
    ...(event !== 'installation' && { installation: { id: installation, node_id: `I_${installation}` } }),
  };
  const events = await variants(world, event, payload);
  return events
    .filter(
      (one) =>
        ['installation', 'installation_repositories'].includes(one.event) || world.app.events.includes(one.event),
    )
    .map((one) => ({ event: one.event, payload: { ...one.payload, ...common } }));
}

async function learnShapes({ pulls }: World, payload: Json): Promise<void> {
  const pull = payload.pull_request ?? (payload.issue?.diff_url ? payload.issue : undefined);
  if (pull?.head && pull.base) await pulls.shapeOf(pulls.of(pull));
}

/** Of a pull request: whether or not anybody hears of it, it can be read afterwards. */
function keepLabelEvent({ pulls, clock }: World, { action, label, sender, ...payload }: Json): void {
  const pull = payload.pull_request ?? payload.issue;
  if (!label || !pull?.head || !pull.base) return;
  const { labelEvents } = pulls.of(pull);
  const created_at = clock.shown(new Date().toISOString());
  labelEvents.push({
    id: labelEvents.length + 1,
    event: action,
    actor: sender,
    label: { name: label.name },
    created_at,
  });
}

async function variants(world: World, event: string, payload: Json): Promise<Event[]> {
  if (event === 'issues' && payload.issue?.diff_url) {
    const { issue, ...rest } = payload;
    return variants(world, 'pull_request', { ...rest, pull_request: issue });
  }
  if (event === 'pull_request') return [{ event, payload: withChanges(world, payload) }];
  if (event === 'issues')
    return [{ event, payload: { ...payload, ...(payload.label && { label: label(payload.label) }) } }];
  if (event === 'issue_comment' && payload.action === 'edited') {
    return [{ event, payload: { ...payload, changes: payload.changes ?? { body: { from: '' } } } }];
  }
  if (event === 'push') return [{ event, payload: await pushed(world, payload) }];
  if (event === 'create') {
    const ref = payload.ref.replace(/^refs\/(heads|tags)\//, '');
    // The emulator never moves it; on GitHub a new branch or tag is a push as well.
    const repository = { ...payload.repository, pushed_at: world.clock.shown(new Date().toISOString()) };
    return [{ event, payload: { ...payload, ref, repository, pusher_type: 'user' } }];
  }
  if (event === 'release' && payload.action === 'published') {
    // One publish is told in several actions.
    const last = payload.release.prerelease ? 'prereleased' : 'released';
    return ['created', 'published', last].map((action) => ({ event, payload: { ...payload, action } }));
  }
  return [{ event, payload }];
}

function withChanges({ pulls }: World, payload: Json): Json {
  const pull = payload.pull_request;
  const state = pulls.of(pull);
  const changes = {
    ...(state.title !== pull.title && { title: { from: state.title } }),
    ...(state.body !== pull.body && { body: { from: state.body } }),
  };
  state.title = pull.title;
  state.body = pull.body;
  return {
    ...payload,
    number: pull.number,
    ...(payload.action === 'edited' && { changes: payload.changes ?? changes }),
    ...(payload.label && { label: label(payload.label) }),
  };
}

const label = (short: Json): Json => ({ id: 1, node_id: 'L_1', default: false, description: null, url: '', ...short });

const none = '0'.repeat(40);

async function pushed(world: World, payload: Json): Promise<Json> {
  const { emulator } = world;
  const { before, after, repository } = payload;
  const from = before === none ? `${after}...${after}` : `${before}...${after}`;
  const compared = mend(await emulator.ask('GET', `/repos/${repository.full_name}/compare/${from}`), world);
  const commits = payload.commits ?? (await Promise.all((compared?.commits ?? []).map(commitOf)));
  return {
    base_ref: null,
    created: before === none,
    deleted: after === none,
    forced: compared ? compared.behind_by > 0 : false,
    compare: compared?.html_url ?? '',
    pusher: { name: payload.sender.login, email: `${payload.sender.login}@users.noreply.github.com` },
    ...payload,
    commits: commits.map((commit: Json) => ({ distinct: true, ...commit })),
    head_commit: commits.at(-1) ?? null,
  };

  async function commitOf({ sha, commit, html_url }: Json): Promise<Json> {
    const { files = [] } = (await emulator.ask('GET', `/repos/${repository.full_name}/commits/${sha}`)) ?? {};
    const named = (...statuses: string[]) =>
      files.filter((file: Json) => statuses.includes(file.status)).map((file: Json) => file.filename);
    return {
      id: sha,
      tree_id: commit.tree.sha,
      message: commit.message,
      timestamp: commit.committer.date,
      url: html_url,
      author: commit.author,
      committer: commit.committer,
      added: named('added', 'renamed'),
      removed: named('removed'),
      modified: named('modified'),
    };
  }
}
