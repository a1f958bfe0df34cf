import { expect, test } from 'vitest';
import { deliveryOf } from '../../../src/github/deliveries/delivery-of.ts';

const read = (payload: Record<string, unknown>) =>
  deliveryOf({ id: 'guid', event: 'pull_request', text: JSON.stringify(payload), payload });

/* The database would refuse them, and with them the delivery, again at each redelivery. */

test.each([[1.5], [1e-7], [1e300], [2 ** 63], [Number.POSITIVE_INFINITY], ['5'], [true], [null], [{}], [[]]])(
  'what is no number of GitHub names nothing: %j',
  (id) => {
    const kept = read({ action: 'opened', installation: { id }, repository: { id, owner: { id } } });
    expect(kept).toMatchObject({ action: 'opened', subject: 'other' });
    expect(Object.keys(kept)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Id$/)]));
  },
);

test('what no text of the database may hold is left out', () => {
  expect(read({ action: 'opened\0' })).not.toHaveProperty('action');
  expect(read({ action: 'half \ud83d of a pair' })).toHaveProperty('action');
});

test.each([[null], ['text'], [5], [[]]])('a payload whose parts are %j', (part) => {
  expect(read({ action: part, installation: part, repository: part, sender: part, pull_request: part })).toMatchObject({
    subject: 'other',
  });
});
