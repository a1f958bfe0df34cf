import type { Json } from './json.ts';

export interface Fault {
  /** Text that must be in, or pattern that must match, `METHOD /path?query`. */
  match: string | RegExp;
  /** Answer with this instead of asking GitHub. */
  status?: number;
  body?: Json;
  headers?: Record<string, string>;
  /** `before`: the connection breaks and nothing is done. `after`: it is done, and the answer gets lost. */
  drop?: 'before' | 'after';
  /** Milliseconds before it is done. */
  delay?: number;
  /** How many requests it hits; 1 unless told. */
  times?: number;
  /** It hits what comes with a personal token: people's own doings, or a command that somebody runs. */
  ofPeople?: true;
}

/** Trouble to come, for requests of the app only, its own or on the word of who signed in there, unless it says `ofPeople`. */
export class Faults {
  #waiting: (Fault & { left: number })[] = [];

  next(fault: Fault): void {
    this.#waiting.push({ ...fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  take(method: string, path: string, ofApp: boolean): Fault | undefined {
    const line = `${method} ${path}`;
    const fault = this.#waiting.find(
      ({ match, ofPeople = false }) =>
        ofApp !== ofPeople && (typeof match === 'string' ? line.includes(match) : match.test(line)),
    );
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.#waiting.splice(this.#waiting.indexOf(fault), 1);
    return fault;
  }
}

/** GitHub's answer when content is created too fast. */
export const secondaryLimit = (retryAfterSeconds = 1): Omit<Fault, 'match'> => ({
  status: 403,
  headers: { 'retry-after': String(retryAfterSeconds) },
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
  },
});
