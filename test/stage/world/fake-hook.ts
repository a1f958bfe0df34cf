import type { Repository } from '../../../src/domain/repository.ts';
import type { Hook, Installations, SentDelivery } from '../../../src/flows/ports/hook.ts';

/** The app's webhook in memory: what a test says was sent, and what was asked for again. */
export class FakeHook implements Hook {
  deliveries: SentDelivery[] = [];
  redelivered: number[] = [];
  /** What the next question fails with. */
  trouble: Error | undefined;

  async sent(since: Date) {
    const trouble = this.trouble;
    this.trouble = undefined;
    if (trouble) throw trouble;
    return this.deliveries.filter(({ at }) => at >= since);
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
  /** What the next question fails with. */
  trouble: Error | undefined;

  /** Which installation has a repository, by the repository's id; its own, if nothing is said. */
  homes = new Map<number, number | undefined>();

  async having({ id, installationId }: Repository) {
    return this.homes.has(id) ? this.homes.get(id) : installationId;
  }
  async all() {
    const trouble = this.trouble;
    this.trouble = undefined;
    if (trouble) throw trouble;
    return this.present;
  }
  async isSuspended(id: number) {
    return this.hidden.includes(id) ? false : this.present.find((one) => one.id === id)?.suspended;
  }
}
