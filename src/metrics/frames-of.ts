import { placesOf } from '../errors/describe-error.ts';
import type { Detail } from './source-failure.ts';

/**
 * Where an unforeseen error came from. Its message stays out of the log: it may hold an address, a secret or a figure.
 */
export function framesOf(error: unknown): Detail {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  return { error: error.name, ...(typeof code === 'string' ? { code } : {}), at: placesOf(error) };
}
