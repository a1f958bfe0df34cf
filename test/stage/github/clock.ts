/**
 * The time that this GitHub shows. Everything runs on the real clock; what is shown of it (in answers and events alike) is
 * shifted by the offset that was in force when it happened, so that a story of weeks plays in seconds and stays consistent.
 */
export class Clock {
  #shifts: { since: number; offset: number }[] = [{ since: Date.now(), offset: 0 }];

  /** What is written from now on happens at `at` and after; without `at`, on the real clock again. */
  set(at?: Date): void {
    const since = Date.now();
    this.#shifts.push({ since, offset: at ? at.getTime() - since : 0 });
  }

  /** `work` happens at `at`; afterwards the clock goes on as before. Pauses keep the milliseconds of both sides apart. */
  async during<T>(at: Date | undefined, work: () => Promise<T>): Promise<T> {
    if (!at) return work();
    const before = this.#offset(Date.now());
    this.set(at);
    try {
      return await work();
    } finally {
      await new Promise((done) => setTimeout(done, 3));
      this.#shifts.push({ since: Date.now(), offset: before });
      await new Promise((done) => setTimeout(done, 2));
    }
  }

  now(): Date {
    const real = Date.now();
    return new Date(real + this.#offset(real));
  }

  /** A real timestamp as this GitHub shows it: shifted, and without milliseconds. */
  shown(real: string): string {
    const at = Date.parse(real);
    return new Date(at + this.#offset(at)).toISOString().replace(/\.\d{3}Z$/, 'Z');
  }

  #offset(real: number): number {
    return this.#shifts.findLast((shift) => shift.since <= real)?.offset ?? 0;
  }
}
