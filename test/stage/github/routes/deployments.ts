import type { Json } from '../json.ts';
import { machine } from '../people.ts';
import { notFound, page, refused, route } from '../request.ts';

/** Deployments and their statuses; the emulator has none. */
export const deploymentRoutes = [
  route('GET', '/repos/:repo/deployments', async ({ world, request, params: [repo = ''] }) => {
    const wanted = (deployment: Json) =>
      ['sha', 'ref', 'environment'].every(
        (field) => (request.query.get(field) ?? deployment[field]) === deployment[field],
      );
    const all = [...world.deployments.values()].filter((one) => one.repo === repo.toLowerCase());
    const found = all.map(({ deployment }) => deployment).filter(wanted);
    return page(request, world.app.origin, found.reverse());
  }),

  route('POST', '/repos/:repo/deployments', async ({ world, request, params: [repo = ''] }) => {
    const { ref, environment = 'production', ...rest } = request.body ?? {};
    const commit = await world.emulator.ask('GET', `/repos/${repo}/commits/${ref}`);
    if (!commit) return refused(`No ref found for: ${ref}`);
    const id = world.deployments.size + 1;
    const now = world.clock.shown(new Date().toISOString());
    const deployment = {
      ...{ id, node_id: `DE_${id}`, ref, sha: commit.sha, task: 'deploy', payload: {}, environment },
      ...{ original_environment: environment, description: null, creator: { login: machine, id: 2, type: 'User' } },
      production_environment: rest.production_environment ?? environment === 'production',
      transient_environment: rest.transient_environment ?? false,
      ...{ created_at: now, updated_at: now, url: `${world.app.origin}/repos/${repo}/deployments/${id}` },
    };
    world.deployments.set(id, { repo: repo.toLowerCase(), deployment, statuses: [] });
    return { status: 201, json: structuredClone(deployment) };
  }),

  route('GET', '/repos/:repo/deployments/:', async ({ world, params: [, id] }) => {
    const found = world.deployments.get(Number(id));
    return found ? { status: 200, json: structuredClone(found.deployment) } : notFound();
  }),

  route('GET', '/repos/:repo/deployments/:/statuses', async ({ world, request, params: [, id] }) => {
    const found = world.deployments.get(Number(id));
    return found ? page(request, world.app.origin, structuredClone(found.statuses).reverse()) : notFound();
  }),

  route('POST', '/repos/:repo/deployments/:/statuses', async ({ world, request, params: [repo = '', id] }) => {
    const found = world.deployments.get(Number(id));
    if (!found) return notFound();
    const now = world.clock.shown(new Date().toISOString());
    const status = {
      ...{ id: found.statuses.length + 1, node_id: `DES_${id}`, state: request.body?.state, description: '' },
      ...{ environment: found.deployment.environment, target_url: '', log_url: '', environment_url: '' },
      ...{ creator: found.deployment.creator, created_at: now, updated_at: now },
      deployment_url: found.deployment.url,
    };
    found.statuses.push(status);
    found.deployment.updated_at = now;
    await world.relay.post('deployment_status', {
      action: 'created',
      deployment_status: structuredClone(status),
      deployment: structuredClone(found.deployment),
      repository: await world.emulator.ask('GET', `/repos/${repo}`),
      sender: found.deployment.creator,
    });
    return { status: 201, json: status };
  }),
];
