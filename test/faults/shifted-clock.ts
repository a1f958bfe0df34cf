import { readFileSync } from 'node:fs';

/*
 * Loaded before a server: its clock is as many milliseconds off as CLOCK_FILE says, from a moment after it was written there. Timers go on as
 * they are, as they do when an operating system's clock is set.
 */
const Real = Date;
const file = process.env.CLOCK_FILE ?? '';
let off = 0;

function look(): void {
  try {
    off = Number(readFileSync(file, 'utf8')) || 0;
  } catch (error) {
    // Nobody has set it yet.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
look();
setInterval(look, 200).unref();

const now = () => Real.now() + off;
globalThis.Date = new Proxy(Real, {
  construct: (_target, given) => (given.length === 0 ? new Real(now()) : Reflect.construct(Real, given)),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
