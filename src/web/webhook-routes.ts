import type { IncomingMessage } from 'node:http';
import type { Answer, Route } from './server.ts';

/** A delivery whose signature holds. */
export interface SignedDelivery {
  /** `X-GitHub-Delivery`. */
  id: string;
  /** `X-GitHub-Event`. */
  event: string;
  /** The body as it came, and what it says. */
  text: string;
  payload: Record<string, unknown>;
}

export interface WebhookHandling {
  verify(body: string, signature: string): Promise<boolean>;
  /** Resolves once the delivery is safe. */
  accept(delivery: SignedDelivery): Promise<unknown>;
}

/** The second one is what Probot's set-up page tells GitHub when it registers an App. */
const paths = ['/api/github/webhooks', '/'];

/** GitHub drops payloads above 25 MB itself (facts 16). */
const largestBody = 26 * 1024 * 1024;

/**
 * Takes webhook deliveries in: verified by Probot, written down, and only then answered.
 *
 * Not Probot's own middleware: that answers "202 still processing" after 9 seconds whatever has happened by then, which
 * GitHub takes for success, and its log of a failure holds the payload.
 */
export function webhookRoutes({ verify, accept }: WebhookHandling): Route[] {
  const answer: Route['answer'] = async (request) => {
    const event = header(request, 'x-github-event');
    const id = header(request, 'x-github-delivery');
    const signature = header(request, 'x-hub-signature-256');
    if (!event || !id) return refusal(400, 'X-GitHub-Event and X-GitHub-Delivery are required');
    if (!signature) return refusal(401, 'X-Hub-Signature-256 is required: set a webhook secret in the GitHub App');
    if (!header(request, 'content-type')?.startsWith('application/json')) {
      return refusal(415, 'deliveries have to be JSON: set the content type of the webhook to application/json');
    }
    const text = await bodyOf(request);
    if (text === undefined) return refusal(413, 'the body is larger than GitHub sends');
    if (text === '' || !(await verify(text, signature))) {
      return refusal(
        401,
        'the signature does not match: WEBHOOK_SECRET and the secret of the GitHub App have to be the same',
      );
    }
    const payload = parse(text);
    if (!payload) return refusal(400, 'the body is not a JSON object');
    await accept({ id, event, text, payload });
    return { status: 200, body: 'ok\n' };
  };
  return paths.map((path) => ({ method: 'POST', path, answer }));
}

type Header = 'x-github-event' | 'x-github-delivery' | 'x-hub-signature-256' | 'content-type';

function header(request: IncomingMessage, name: Header): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function refusal(status: number, reason: string): Answer {
  return { status, body: { error: reason } };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same, so that the sender gets to hear the answer.
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
