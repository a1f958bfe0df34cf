import { createHmac, randomUUID } from 'node:crypto';
import { opened } from './shop.ts';

export interface SignedDelivery {
  headers: Record<string, string>;
  body: Buffer;
}

/** Deliveries of `pull_request.opened`, each of another pull request, signed as GitHub signs. Numbers count from `first`. */
export function deliveriesOf(first: number, count: number, secret: string): SignedDelivery[] {
  return Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(opened(first + index));
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'pull_request',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    };
  });
}
