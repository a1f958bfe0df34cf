import type { Json } from '../json.ts';
import type { Delivery } from '../relay.ts';
import { type Incoming, notFound, page, type Reply, route } from '../request.ts';

/** What an app asks about itself: its events, its webhook and deliveries (newest first), the repositories of an installation. */
export const appRoutes = [
  // The emulator is told to send all events, and says so.
  route('GET', '/app', async ({ world, pass }) => {
    const answer = await pass();
    if (answer.status === 200) answer.json.events = world.app.events;
    return answer;
  }),

  route('GET', '/app/hook/config', async ({ world, request }) => {
    if (request.by !== 'app') return { status: 401, json: { message: 'A JSON web token could not be decoded' } };
    const [url] = world.relay.targets;
    return { status: 200, json: { content_type: 'json', insecure_ssl: '0', secret: '********', ...(url && { url }) } };
  }),

  route('GET', '/app/hook/deliveries', async ({ world, request }) => {
    if (request.by !== 'app') return { status: 401, json: { message: 'A JSON web token could not be decoded' } };
    return fromCursor(request, world.app.origin, world.relay.deliveries.flatMap(attemptsOf).reverse());
  }),

  route('POST', '/app/hook/deliveries/:/attempts', async ({ world, params: [id] }) => {
    const delivery = world.relay.deliveries.find((one) => one.id === Math.floor(Number(id) / 100));
    if (!delivery) return notFound();
    void world.relay.redeliver(delivery.guid);
    return { status: 202, json: {} };
  }),

  route('POST', '/app/installations/:/access_tokens', async ({ world, params: [id], pass }) => {
    const owner = [...world.app.installations].find(([, installation]) => installation === Number(id))?.[0];
    if (!owner || world.app.parked.has(owner)) return notFound();
    const answer = await pass();
    if (answer.status === 201) world.app.ownerOfToken.set(answer.json.token, owner);
    return answer;
  }),

  route('GET', '/installation/repositories', async ({ world, request }) => {
    const owner = world.app.ownerOfToken.get(request.token ?? '');
    const found = await world.emulator.ask('GET', `/search/repositories?q=user:${owner}&per_page=100`);
    const { json, headers } = page(request, world.app.origin, found?.items ?? []);
    return {
      status: 200,
      json: { total_count: found?.total_count ?? 0, repositories: json },
      ...(headers && { headers }),
    };
  }),
];

/** This list has no numbered pages: a page names the entry that it begins with. */
function fromCursor(request: Incoming, origin: string, all: Json[]): Reply {
  const perPage = Number(request.query.get('per_page') ?? 30);
  const cursor = request.query.get('cursor');
  const from = cursor === null ? 0 : all.findIndex(({ id }) => String(id) === cursor);
  const next = all[from + perPage];
  return {
    status: 200,
    json: all.slice(from, from + perPage),
    ...(next && {
      headers: { link: `<${origin}${request.path}?per_page=${perPage}&cursor=${next.id}>; rel="next"` },
    }),
  };
}

/** One entry an attempt; ids are unique, the guid stays. */
const attemptsOf = ({ id, guid, event, action, attempts, payload }: Delivery): Json[] =>
  attempts.map(({ at, status, milliseconds }, index) => ({
    ...{
      id: id * 100 + index,
      guid,
      event,
      action: action ?? null,
      delivered_at: at.toISOString(),
      redelivery: index > 0,
    },
    ...{ duration: milliseconds / 1000, status_code: status === 'failed' ? 0 : status, throttled_at: null },
    status: status === 'failed' ? 'failed to connect' : status < 300 ? 'OK' : 'Invalid HTTP Response',
    ...{ installation_id: payload.installation?.id ?? null, repository_id: payload.repository?.id ?? null },
  }));
