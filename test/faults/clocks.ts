import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dice } from './dice.ts';
import type { Tally } from './tally.ts';

const seconds = [-7200, -90, 90, 7200];

/** The clock of each server, which jumps; setting it back is a jump too. */
export class Clocks {
  readonly #folder: string;
  readonly #count: number;

  constructor(folder: string, count: number) {
    this.#folder = folder;
    this.#count = count;
  }

  /** What a server has to be started with. */
  environment(server: number): Record<string, string> {
    return {
      CLOCK_FILE: this.#file(server),
      NODE_OPTIONS: `--import=${new URL('./shifted-clock.ts', import.meta.url).href}`,
    };
  }

  async jump(dice: Dice, tally: Tally): Promise<void> {
    tally.count('clock jumps');
    await this.#set(dice.between(0, this.#count - 1), dice.one(seconds));
  }

  async allRight(): Promise<void> {
    for (let server = 0; server < this.#count; server += 1) await this.#set(server, 0);
  }

  #file(server: number): string {
    return join(this.#folder, `clock-${server}`);
  }

  async #set(server: number, off: number): Promise<void> {
    await writeFile(this.#file(server), String(off * 1000));
  }
}
