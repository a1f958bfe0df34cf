/** Undefined table, undefined column. */
const otherVersion = new Set(['42P01', '42703']);

/** Why the record cannot be read, and what to do, if known. */
export function whyUnreadable(error: unknown): string {
  const { code } = (error as { cause?: { code?: unknown } }).cause ?? (error as { code?: unknown });
  if (otherVersion.has(String(code)))
    return 'the database is not of this version: start the server of this version once, which brings it up to date';
  return error instanceof Error ? error.message : String(error);
}
