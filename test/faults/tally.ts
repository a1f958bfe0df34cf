/** How often each kind of trouble came: a run in which nothing went wrong has shown nothing. */
export class Tally {
  readonly counts: Record<string, number> = {};

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  toString(): string {
    const parts = Object.entries(this.counts).sort(([one], [other]) => (one < other ? -1 : 1));
    return parts.map(([what, times]) => `${times} ${what}`).join(', ') || 'nothing';
  }
}
