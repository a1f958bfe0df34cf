import { setTimeout as pause } from 'node:timers/promises';
import type { Endpoint } from '../endpoint.ts';
import type { JsonAnswer, JsonRequest } from '../fetch-json.ts';
import { SourceFailure } from '../source-failure.ts';
import type { HttpQuery } from './config.ts';
import { type Fillings, fillAddress, fillBody } from './fill-template.ts';
import { at } from './rows-in.ts';

const betweenLooksMs = 1_000;
const mostPages = 200;

type Request = Pick<JsonRequest, 'url' | 'method'> & { body?: unknown };

/** The answers to a query, page by page, once the job behind it is done. Throws a SourceFailure. */
export async function* answersTo(
  query: HttpQuery,
  times: Fillings,
  endpoint: Endpoint,
  signal: AbortSignal,
): AsyncGenerator<JsonAnswer> {
  const { url } = endpoint;
  let request: Request = {
    method: query.method ?? (query.body === undefined ? 'GET' : 'POST'),
    url: new URL(fillAddress(query.path, times), url),
    ...(query.body === undefined ? {} : { body: fillBody(query.body, times) }),
  };
  let answer = await send(request, endpoint, signal);
  const fillings = new Map([...times, ...idIn(answer.json, query)]);
  if (query.poll) {
    const { path, body } = query.poll;
    const look: Request =
      path === undefined
        ? request
        : {
            ...{ method: body === undefined ? 'GET' : 'POST', url: new URL(fillAddress(path, fillings), url) },
            ...(body === undefined ? {} : { body: fillBody(body, fillings) }),
          };
    while (!isDone(answer.json, query.poll)) {
      await pause(betweenLooksMs, undefined, { signal });
      request = look;
      answer = await send(request, endpoint, signal);
    }
  }
  const asked = new Set<string>();
  for (;;) {
    yield answer;
    asked.add(keyOf(request));
    const next = nextOf(answer, request, query, fillings, url);
    if (!next) return;
    if (asked.has(keyOf(next)))
      throw new SourceFailure('query-failed', 'the source names as the next page one that was read already');
    if (asked.size === mostPages)
      throw new SourceFailure('too-many-rows', `the answer of the source has more than ${mostPages} pages`);
    request = next;
    answer = await send(request, endpoint, signal);
  }
}

const keyOf = ({ url, body }: Request) => `${url.href} ${JSON.stringify(body)}`;

function send({ body, ...request }: Request, endpoint: Endpoint, signal: AbortSignal): Promise<JsonAnswer> {
  if (body === undefined) return endpoint.ask(request, signal);
  const [type, text] =
    typeof body === 'string' ? ['text/plain; charset=utf-8', body] : ['application/json', JSON.stringify(body)];
  return endpoint.ask({ ...request, headers: { 'content-type': type }, body: text }, signal);
}

function idIn(answer: unknown, { poll }: HttpQuery): [string, string][] {
  if (poll?.id === undefined) return [];
  const id = at(answer, poll.id);
  if (typeof id === 'string' || typeof id === 'number') return [['id', String(id)]];
  throw new SourceFailure('query-failed', 'the answer of the source has no id of a job where the query says it is');
}

function isDone(answer: unknown, { done, wait, failed }: NonNullable<HttpQuery['poll']>): boolean {
  const says = (sign: typeof done) => sign?.is.includes(at(answer, sign.at) as string) === true;
  if (says(failed)) throw new SourceFailure('query-failed', 'the source says that the job failed');
  return wait ? !says(wait) : says(done);
}

function nextOf(
  { json, link }: JsonAnswer,
  request: Request,
  { next }: HttpQuery,
  fillings: Fillings,
  url: URL,
): Request | undefined {
  if (next === undefined || next === 'none') return undefined;
  if (typeof next === 'string') {
    const address = next === 'link-header' ? /<([^>]*)>\s*;[^,]*\brel="?next\b/i.exec(link ?? '')?.[1] : at(json, next);
    if (typeof address !== 'string' || address === '') return undefined;
    const found = URL.canParse(address, request.url.href) ? new URL(address, request.url) : undefined;
    if (found?.origin !== url.origin)
      throw new SourceFailure('query-failed', 'the next page is at another server, which is not followed');
    return { method: 'GET', url: found };
  }
  if (next.more !== undefined && !at(json, next.more)) return undefined;
  const cursor = at(json, next.cursor);
  if ((typeof cursor !== 'string' && typeof cursor !== 'number') || cursor === '') return undefined;
  if (next.path === undefined)
    return { ...request, body: { ...(request.body as object | undefined), [next.body as string]: cursor } };
  return { method: 'GET', url: new URL(fillAddress(next.path, new Map([...fillings, ['cursor', cursor]])), url) };
}
