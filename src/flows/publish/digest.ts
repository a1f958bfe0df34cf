import { createHash } from 'node:crypto';

/** Short fingerprint of anything that serialises to JSON: tells "unchanged" without keeping the text. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
