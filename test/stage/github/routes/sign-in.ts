import { createHash, randomUUID } from 'node:crypto';
import type { Json } from '../json.ts';
import { permissionIn } from '../people.ts';
import { type Context, notFound, page, type Reply, route } from '../request.ts';

/** Signing in by a GitHub App, as GitHub documents it, and what somebody may read then. The emulator knows nothing of it. */
export const signInRoutes = [
  route('GET', '/login/oauth/authorize', async ({ world: { signIn }, request: { query } }) => {
    if (query.get('client_id') !== signIn.clientId) return notFound();
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    const { atKeyboard: login } = signIn;
    if (login === undefined) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      const challenge = query.get('code_challenge_method') === 'S256' ? (query.get('code_challenge') ?? '') : '';
      signIn.codes.set(code, { login, challenge, redirectUri: query.get('redirect_uri') ?? '' });
      signIn.revoked.delete(login);
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.href } };
  }),

  route('POST', '/login/oauth/access_token', async ({ world: { signIn }, request: { body = {} } }) => {
    const { client_id, client_secret, code, redirect_uri, code_verifier = '' } = body;
    if (client_id !== signIn.clientId || client_secret !== signIn.clientSecret)
      return wrong('incorrect_client_credentials');
    const given = signIn.codes.get(code);
    signIn.codes.delete(code);
    const challenge = createHash('sha256').update(code_verifier).digest('base64url');
    if (!given || given.challenge !== challenge) return wrong('bad_verification_code');
    if (given.redirectUri !== redirect_uri) return wrong('redirect_uri_mismatch');
    return { status: 200, json: { access_token: `person-${given.login}`, token_type: 'bearer', scope: '' } };
  }),

  route('DELETE', '/applications/:/token', async () => ({ status: 204 })),

  route('GET', '/user', (context) => asked(context, () => context.pass())),

  route('GET', '/user/installations', (context) =>
    asked(context, async (login) => {
      const { world } = context;
      const found: Json[] = [];
      for (const [owner, id] of world.app.installations) {
        const repositories = await repositoriesOf(context, owner);
        if (repositories.some((one) => mayRead(context, login, one)))
          found.push({ id, account: await world.emulator.ask('GET', `/orgs/${owner}`) });
      }
      const { json, headers } = page(context.request, world.app.origin, found);
      return { status: 200, json: { total_count: found.length, installations: json }, ...(headers && { headers }) };
    }),
  ),

  route('GET', '/user/installations/:/repositories', (context) =>
    asked(context, async (login) => {
      const { world, request, params } = context;
      const [owner] = [...world.app.installations].find(([, id]) => id === Number(params[0])) ?? [];
      if (owner === undefined || world.app.parked.has(owner)) return notFound();
      // Only those that they were given a right in: what is public and no more is not among them.
      const given = (await repositoriesOf(context, owner)).filter((one) => isGiven(context, login, one));
      if (given.length === 0) return notFound();
      const { json, headers } = page(request, world.app.origin, given);
      return { status: 200, json: { total_count: given.length, repositories: json }, ...(headers && { headers }) };
    }),
  ),

  route('GET', '/users/:/repos', (context) =>
    asked(context, async () => {
      const all = await repositoriesOf(context, context.params[0] ?? '');
      return page(
        context.request,
        context.world.app.origin,
        all.filter((one) => one.private !== true),
      );
    }),
  ),
];

const wrong = (error: string): Reply => ({
  status: 200,
  json: { error, error_description: 'The code passed is incorrect or expired.', error_uri: 'https://docs.github.com' },
});

async function asked({ world, request }: Context, answer: (login: string) => Promise<Reply>): Promise<Reply> {
  // What is public an installation may ask for, too.
  if (request.by === 'installation' && request.path.startsWith('/users/')) return answer('');
  const login = request.token?.replace(/^person-/, '') ?? '';
  if (request.by !== 'person' || world.signIn.revoked.has(login))
    return { status: 401, json: { message: 'Bad credentials' } };
  return answer(login);
}

async function repositoriesOf({ world }: Context, owner: string): Promise<Json[]> {
  const found = await world.emulator.ask('GET', `/search/repositories?q=user:${owner}&per_page=100`);
  return found?.items ?? [];
}

const isGiven = ({ world }: Context, login: string, { full_name }: Json) =>
  ![undefined, 'none'].includes(permissionIn(world, full_name, login));

const mayRead = (context: Context, login: string, repository: Json) =>
  repository.private !== true || isGiven(context, login, repository);
