import type { Json } from '../json.ts';
import { type Context, notFound, page, type Reply, route } from '../request.ts';

/** The emulator keeps check runs, but not their buttons, and it replaces annotations where GitHub adds to them. */
export const checkRoutes = [
  route('POST', '/repos/:repo/check-runs', (context) => remembered(context)),
  route('PATCH', '/repos/:repo/check-runs/:', (context) => remembered(context)),
  route('GET', '/repos/:repo/check-runs/:/annotations', async ({ world, request, params: [repo, id] }) => {
    const run = await world.emulator.ask('GET', `/repos/${repo}/check-runs/${id}`);
    const extras = world.checkExtras.get(Number(id));
    return run ? page(request, world.app.origin, extras?.annotations ?? []) : notFound();
  }),
];

async function remembered({ world, request, pass }: Context): Promise<Reply> {
  const answer = await pass();
  if (answer.status >= 300) return answer;
  const { id } = answer.json;
  const { actions, output } = request.body ?? {};
  const before = world.checkExtras.get(id) ?? { actions: [], annotations: [] };
  const added: Json[] = output?.annotations ?? [];
  const annotations = [...before.annotations, ...added.map((one) => ({ start_column: null, title: null, ...one }))];
  world.checkExtras.set(id, { actions: actions ?? before.actions, annotations });
  answer.json.output.annotations_count = annotations.length;
  return answer;
}
