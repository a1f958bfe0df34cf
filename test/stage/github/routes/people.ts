import type { Json } from '../json.ts';
import { permissionIn } from '../people.ts';
import { notFound, refused, route } from '../request.ts';

const legacy = { admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read', none: 'none' };
const contents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

/** Rights of people (the emulator makes every member an admin), and reactions, of which it has none. */
export const peopleRoutes = [
  route('GET', '/repos/:repo/collaborators/:/permission', async ({ world, params: [repo = '', login = ''] }) => {
    const role = permissionIn(world, repo, decodeURIComponent(login));
    if (!role) return notFound();
    return {
      status: 200,
      json: { permission: legacy[role], role_name: role, user: { login: decodeURIComponent(login) } },
    };
  }),

  route('GET', '/repos/:repo/issues/comments/:/reactions', async ({ world, params: [, id] }) => ({
    status: 200,
    json: structuredClone(world.reactions.get(Number(id)) ?? []),
  })),

  route('POST', '/repos/:repo/issues/comments/:/reactions', async ({ world, request, params: [repo, id] }) => {
    const comment = await world.emulator.ask('GET', `/repos/${repo}/issues/comments/${id}`);
    if (!comment) return notFound();
    const { content } = request.body ?? {};
    if (!contents.includes(content)) return refused('Validation Failed');
    const login = request.by === 'person' ? (request.token ?? '').replace('person-', '') : `${world.app.slug}[bot]`;
    const given: Json[] = world.reactions.get(Number(id)) ?? [];
    const same = given.find((one) => one.content === content && one.user.login === login);
    if (same) return { status: 200, json: same };
    const type = login.endsWith('[bot]') ? 'Bot' : 'User';
    const created_at = world.clock.shown(new Date().toISOString());
    const reaction = { id: Number(id) * 100 + given.length, content, user: { login, type }, created_at };
    world.reactions.set(Number(id), [...given, reaction]);
    return { status: 201, json: reaction };
  }),
];
