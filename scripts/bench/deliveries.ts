import { createHmac, randomUUID } from 'node:crypto';
import { type Action, headOf, payloadOf } from './shop.ts';

export interface SignedDelivery {
  /** Of the pull request that it is about. */
  number: number;
  /** The head that is to have a check because of it; undefined: none is due. */
  head?: string;
  /** How often the pull request has been pushed to by then. */
  pushes: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Deliveries of `pull_request.opened`, one for each of the pull requests, signed as GitHub signs. */
export function deliveriesOf(numbers: number[], secret: string): SignedDelivery[] {
  return numbers.map((number) => deliveryOf('opened', number, 0, secret));
}

/** `edited`: nothing that counts has changed. */
export function deliveryOf(action: Action, number: number, pushes: number, secret: string): SignedDelivery {
  const body = Buffer.from(payloadOf(action, number, pushes));
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    ...{ number, pushes, body },
    ...(action !== 'edited' && { head: headOf(number, pushes) }),
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    },
  };
}

/** `count` numbers from `first` on. */
export const numbersFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
