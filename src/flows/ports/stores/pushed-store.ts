import type { PushedKind, PushedSample } from '../../../domain/metric/pushed.ts';
import type { Kept, Push } from '../pushed.ts';

/** Samples of metrics that their owners pushed. */
export interface PushedStore {
  /** Keeps all samples, or none. What is there already changes nothing; other figures for the same time are taken only to `revise`. */
  keepPushed(ownerId: number, metric: string, push: Omit<Push, 'places' | 'repeated'>): Promise<Kept>;
  /** Those that begin in [from, to), oldest first; `until`: when the newest one begins. undefined: nothing was ever pushed. */
  pushed(
    ownerId: number,
    metric: string,
    asked: { from: Date; to: Date; most: number },
  ): Promise<(PushedKind & { until: Date; samples: PushedSample[] }) | undefined>;
}
