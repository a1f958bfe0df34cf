import { createHmac, randomUUID } from 'node:crypto';
import { opened } from './shop.ts';

export interface SignedDelivery {
  /** Of the pull request that it is about. */
  number: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Deliveries of `pull_request.opened`, one for each of the pull requests, signed as GitHub signs. */
export function deliveriesOf(numbers: number[], secret: string): SignedDelivery[] {
  return numbers.map((number) => {
    const body = Buffer.from(opened(number));
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return {
      number,
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'pull_request',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${signature}`,
      },
    };
  });
}

/** `count` numbers from `first` on. */
export const numbersFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
