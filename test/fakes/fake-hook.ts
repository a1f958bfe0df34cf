import type { Hook, MissedDelivery } from '../../src/flows/ports.ts';

/** The app's webhook in memory: what a test says was missed, and what was asked for again. */
export class FakeHook implements Hook {
  deliveries: MissedDelivery[] = [];
  redelivered: number[] = [];

  async missed(since: Date) {
    return this.deliveries.filter(({ latest }) => latest >= since);
  }
  async redeliver(id: number) {
    this.redelivered.push(id);
  }
}
