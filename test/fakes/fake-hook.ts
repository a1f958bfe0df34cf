import type { Hook, Installations, MissedDelivery } from '../../src/flows/ports.ts';

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

/** Who has the app, in memory. */
export class FakeInstallations implements Installations {
  present: { id: number; suspended: boolean }[] = [];
  /** There, although a list left them out. */
  hidden: number[] = [];

  async all() {
    return this.present;
  }
  async exists(id: number) {
    return this.hidden.includes(id) || this.present.some((one) => one.id === id);
  }
}
