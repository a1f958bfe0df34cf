import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { SignedDelivery } from '../flows/ports/hook.ts';
import { openLanes, readSignedBody } from './read-signed-body.ts';

export interface WebhookHandling {
  secret: string;
  /** Resolves once the delivery is stored. */
  accept(delivery: SignedDelivery): Promise<unknown>;
}

/** The second one is the path that Probot's set-up page gave GitHub when it registered an App. */
const paths = ['/api/github/webhooks', '/'];

type Header = 'x-github-event' | 'x-github-delivery' | 'x-hub-signature-256' | 'content-type';
type Call = Context<{ Bindings: HttpBindings }>;

/**
 * Accepts webhook deliveries: verified, stored, and only then answered. A request that does not look like a delivery is
 * refused before its body is read.
 *
 * Not Probot's own middleware. After 9 seconds it answers "202 still processing" no matter what has happened, which
 * GitHub takes for success. Its log of a failure holds the payload, and it reads bodies of any length from anybody.
 */
export function webhookRoutes({ secret, accept }: WebhookHandling): Hono<{ Bindings: HttpBindings }> {
  const lanes = openLanes();
  const answer = async (call: Call) => {
    const { incoming } = call.env;
    const header = (name: Header) => {
      const value = incoming.headers[name];
      return typeof value === 'string' ? value : '';
    };
    const [event, id] = [header('x-github-event'), header('x-github-delivery')];
    const signature = header('x-hub-signature-256');
    if (!event || !id) return refuse(call, 400, 'X-GitHub-Event and X-GitHub-Delivery are required');
    if (!signature) return refuse(call, 401, 'X-Hub-Signature-256 is required: set a webhook secret in the GitHub App');
    if (!header('content-type').startsWith('application/json'))
      return refuse(call, 415, 'deliveries have to be JSON: set the content type of the webhook to application/json');
    // An impossible signature needs no body to compare with.
    if (!/^sha256=[0-9a-f]{64}$/.test(signature)) return refuse(call, 401, mismatch);
    const body = await readSignedBody(incoming, { secret, signature, lanes });
    switch (body.kind) {
      case 'too-large':
        return refuse(call, 413, 'the body is larger than GitHub sends');
      case 'crowded':
        call.header('retry-after', '10');
        return refuse(call, 503, 'too many bodies are under way: send it again later');
      case 'broken-off':
        return refuse(call, 400, 'the body is not whole');
      case 'forged':
        return refuse(call, 401, mismatch);
    }
    const payload = parse(body.text);
    if (!payload) return refuse(call, 400, 'the body is not a JSON object');
    await accept({ id, event, text: body.text, payload });
    return call.text('ok\n');
  };
  const routes = new Hono<{ Bindings: HttpBindings }>();
  for (const path of paths) routes.post(path, answer);
  return routes;
}

const mismatch = 'the signature does not match: WEBHOOK_SECRET and the secret of the GitHub App have to be the same';

function refuse(call: Call, status: 400 | 401 | 413 | 415 | 503, reason: string) {
  return call.json({ error: reason }, status);
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
