import type { Answer } from './emulator.ts';
import type { Json } from './json.ts';
import type { World } from './world.ts';

/** A request on its way through the proxy. */
export interface Incoming {
  method: string;
  /** Percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  body?: Json;
  token?: string;
  accept?: string;
  ifNoneMatch?: string;
  /** Whose token it carries. */
  by: 'app' | 'installation' | 'person' | 'nobody';
}

export interface Reply {
  status: number;
  /** Instead of `json`. */
  text?: string;
  headers?: Record<string, string>;
  json?: Json;
}

/** What a route may use. `pass` asks the emulator as the caller (another path, another body if given), mended already. */
export interface Context {
  world: World;
  request: Incoming;
  params: string[];
  pass(changed?: { path?: string; body?: Json }): Promise<Reply & { raw?: Answer }>;
}

export interface Route {
  method: string;
  matches: RegExp;
  answer(context: Context): Promise<Reply>;
}

/** `/repos/:repo/pulls/:/files`: `:repo` stands for owner/name, `:` for one segment, `*` for the rest. */
export function route(method: string, template: string, answer: Route['answer']): Route {
  const source = template
    .replace(/:repo/g, '([^/]+/[^/]+)')
    .replace(/:(?=\/|$)/g, '([^/]+)')
    .replace(/\*$/, '(.+)');
  return { method, matches: new RegExp(`^${source}$`), answer };
}

export const notFound = (): Reply => ({
  status: 404,
  json: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
});

export const refused = (message: string, errors: Json[] = []): Reply => ({
  status: 422,
  json: { message, errors, documentation_url: 'https://docs.github.com/rest' },
});

/** A page of a list, with GitHub's `Link` to the next. */
export function page(request: Incoming, origin: string, all: Json[]): Reply {
  const perPage = Math.min(100, Number(request.query.get('per_page') ?? 30));
  const number = Number(request.query.get('page') ?? 1);
  const next = new URLSearchParams(request.query);
  next.set('page', String(number + 1));
  const more = all.length > number * perPage;
  return {
    status: 200,
    json: all.slice((number - 1) * perPage, number * perPage),
    ...(more && { headers: { link: `<${origin}${request.path}?${next}>; rel="next"` } }),
  };
}
