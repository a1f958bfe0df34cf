/**
 * GitHub refused a request or did not answer. The message has the route template, never its values, a body or a token.
 * `status`: GitHub's answer to this route; undefined if there was none. `retryAfterSeconds`: GitHub asked us to wait
 * for longer than a job should.
 */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, details: { cause: unknown; status?: number; retryAfterSeconds?: number | undefined }) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The parts of octokit's error that we read: `response` is missing if no answer came. */
export interface Failure {
  status?: number;
  message?: string;
  cause?: unknown;
  request?: { url?: string };
  response?: { headers?: Record<string, string | number | undefined>; data?: unknown };
}

/**
 * The failure in our own words. octokit's error is not kept as the cause: it would carry the whole request, with
 * people's text, into logs and the job table.
 * @param route method and template, `GET /repos/{owner}/{repo}`.
 */
export function toGitHubError(route: string, thrown: unknown, retryAfterSeconds?: number): GitHubError {
  const failure = thrown as Failure;
  const status = failure.response && failure.status;
  if (status === undefined) {
    const cause = failure.request ? (failure.cause ?? new Error(failure.message)) : thrown;
    return new GitHubError(`GitHub did not answer ${route}`, { cause });
  }
  const said = saidBy(failure);
  const cause = new Error(said);
  // Without a token the route itself was not asked: its 404 would otherwise read as "there is no such pull request".
  if (isAboutToken(failure)) return new GitHubError(`GitHub gave no token for ${route}: ${status} ${said}`, { cause });
  return new GitHubError(`GitHub answered ${status} to ${route}: ${said}`, {
    cause,
    status,
    retryAfterSeconds,
  });
}

/** octokit asks for a token by itself, before the request that needs it. */
export const isAboutToken = ({ request }: Failure) => request?.url?.endsWith('/access_tokens') ?? false;

/** GitHub's own sentence, without its `errors`, which quote what was sent. */
function saidBy({ response }: Failure): string {
  const message = (response?.data as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message.slice(0, 200) : 'no reason given';
}
