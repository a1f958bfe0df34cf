import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Guard } from '../network/guard.ts';
import { SourceFailure } from '../source-failure.ts';

/**
 * Redirects are not followed, because a message is for one address. Throws a SourceFailure that names neither the
 * address nor the answer.
 */
export function postJson(
  guard: Guard,
  url: URL,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const sent = new Promise<void>((resolve, reject) => {
    guard.admit(url.hostname);
    const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = String(Buffer.byteLength(body));
    ask(url, {
      ...{ method: 'POST', lookup: guard.lookup, agent: false, signal },
      headers: { 'content-type': 'application/json', 'content-length': length, 'user-agent': 'soundings', ...headers },
    })
      .on('response', (response) => {
        response.destroy();
        const { statusCode: status = 0 } = response;
        if (status >= 200 && status < 300) resolve();
        else reject(new SourceFailure('query-failed', `it answered with status ${status}`, { status }));
      })
      .on('error', reject)
      .end(body);
  });
  return sent.catch((error: unknown) => {
    if (error instanceof SourceFailure) throw error;
    const { code } = Object(error) as { code?: unknown };
    throw new SourceFailure('unreachable', 'it could not be reached', typeof code === 'string' ? { code } : {});
  });
}
