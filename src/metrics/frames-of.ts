import type { Detail } from './source-failure.ts';

/** Where an unforeseen error came from. Its message stays out of the log: it may hold an address, a secret or a figure. */
export function framesOf(error: unknown): Detail {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const { code } = error as { code?: unknown };
  return { error: error.name, ...(typeof code === 'string' ? { code } : {}), at: frames.slice(0, 8).join('\n') };
}
