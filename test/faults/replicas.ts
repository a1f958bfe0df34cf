import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess } from '../stage/process/app-process.ts';
import type { Dice } from './dice.ts';
import type { Tally } from './tally.ts';

/** The servers, and who watches over them: one that is killed, or that ends because its database is away, is started again. */
export class Replicas {
  readonly #apps: AppProcess[];
  readonly #up = new Map<AppProcess, string>();
  readonly #tally: Tally;
  readonly #changed: (urls: string[]) => void;
  readonly #underWay = new Set<Promise<void>>();
  #watch: NodeJS.Timeout | undefined;
  #closing = false;

  constructor(apps: AppProcess[], tally: Tally, changed: (urls: string[]) => void) {
    this.#apps = apps;
    this.#tally = tally;
    this.#changed = changed;
    process.once('exit', this.#abandon);
  }

  /** The suite is ended from outside: nothing of it is to stay. */
  readonly #abandon = () => {
    for (const app of this.#apps) void app.kill();
  };

  async start(): Promise<void> {
    await Promise.all(this.#apps.map((app) => this.#raise(app)));
    this.#watch ??= setInterval(() => {
      for (const app of this.#up.keys()) {
        if (app.isRunning) continue;
        this.#tally.count('servers that ended by themselves');
        this.#up.delete(app);
        this.#follow(this.#raise(app));
      }
    }, 300);
  }

  #follow(work: Promise<void>): void {
    const followed = work.finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
  }

  /** Kill -9 of one, which comes back after a while. */
  crash(dice: Dice): void {
    const app = dice.one(this.#apps);
    const rest = dice.between(0, 1500);
    if (!this.#up.has(app)) return;
    this.#tally.count('kills of a server');
    this.#follow(
      this.#kill(app)
        .then(() => pause(rest))
        .then(() => this.#raise(app)),
    );
  }

  /** One stands still, mostly for long enough to be taken for dead, and goes on as if nothing had been. */
  halt(dice: Dice): void {
    const app = dice.one(this.#apps);
    const rest = dice.between(2_000, 18_000);
    if (!this.#up.has(app)) return;
    this.#tally.count('halts of a server');
    app.halt();
    this.#follow(pause(rest).then(() => app.goOn()));
  }

  /** Until those who were killed or halted are back. */
  async allUp(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** The embedded database has room for one process only. */
  async stop(): Promise<void> {
    await this.allUp();
    this.#up.clear();
    this.#changed([]);
    await Promise.all(this.#apps.map((app) => app.stop()));
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#watch);
    process.off('exit', this.#abandon);
    await Promise.allSettled(this.#underWay);
    await this.stop();
  }

  async #kill(app: AppProcess): Promise<void> {
    this.#up.delete(app);
    // GitHub's side still knows the address for a moment, as a load balancer does.
    await app.kill();
    this.#changed([...this.#up.values()]);
  }

  async #raise(app: AppProcess): Promise<void> {
    for (let tries = 1; !this.#closing; tries += 1) {
      try {
        this.#up.set(app, await app.start());
        return this.#changed([...this.#up.values()]);
      } catch (error) {
        // It may have come up without ever getting ready.
        await app.kill();
        if (tries >= 10) throw error;
        this.#tally.count('starts that failed');
        await pause(500);
      }
    }
  }
}
