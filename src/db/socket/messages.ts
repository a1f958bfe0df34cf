import type { QueryOptions } from '@electric-sql/pglite';

/** Says which version the server is, before anything is asked. */
export interface Greeting {
  version: string;
}

export type Ask =
  | { ask: 'query'; text: string; values: unknown[]; rowMode?: QueryOptions['rowMode'] }
  | { ask: 'transaction' }
  | { ask: 'commit' };

/** An error's own fields come along: `code` tells what to do. */
export type Answer = { result: unknown } | { error: { message: string } & Record<string, unknown> };

export function failure(error: unknown): Answer {
  const fields = Object.entries(error ?? {}).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return { error: { ...Object.fromEntries(fields), message: error instanceof Error ? error.message : String(error) } };
}
