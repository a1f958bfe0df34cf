const longest = 300;
const mostFrames = 12;

/**
 * An error in one line for logs and the operator: no stack, no secrets, nothing that people wrote. Drizzle's own
 * message quotes the query with its parameters, including payloads, so its cause is used instead.
 */
export function describeError(error: unknown): string {
  const told = underlying(error);
  const line = told instanceof Error ? `${told.name}: ${told.message}` : messageOf(told);
  return withoutSecrets(line.split('\n', 1)[0] ?? '').slice(0, longest);
}

/** Where an error came from, nearest first: only files and lines, since its message may hold what people wrote. */
export function placesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return frames.slice(0, mostFrames).join('\n');
}

/** pg-boss reports trouble with an object that is not an error. */
function messageOf(told: unknown): string {
  return typeof told === 'object' && told !== null && 'message' in told ? String(told.message) : String(told);
}

function underlying(error: unknown): unknown {
  return error instanceof Error && error.message.startsWith('Failed query:') ? underlying(error.cause) : error;
}

function withoutSecrets(text: string): string {
  return text
    .replaceAll(/:\/\/[^@/\s]+@/g, '://***@')
    .replaceAll(/\b(bearer|token|basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***')
    .replaceAll(/\b(?:gh[a-z]_|github_pat_|snd_)[\w-]{8,}/g, '***');
}
