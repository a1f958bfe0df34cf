import type { ReadFailure } from '../domain/metric/reading.ts';

/** What the log may show of a failure: codes and counts, never a value, an address or a secret. */
export type Detail = Record<string, string | number>;

/** Why a source gave no rows. `message` is for people and follows the rules of ReadFailure's `text`. */
export class SourceFailure extends Error {
  override name = 'SourceFailure';
  readonly reason: ReadFailure['reason'];
  readonly detail: Detail;

  constructor(reason: ReadFailure['reason'], text: string, detail: Detail = {}) {
    super(text);
    this.reason = reason;
    this.detail = detail;
  }
}
