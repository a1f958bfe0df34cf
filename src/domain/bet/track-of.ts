import type { Declaration, Track } from '../declaration/declaration.ts';
import type { Policy } from '../outcome-map/policy.ts';

/** The track that a pull request is on: by its own line, else by label; both labels at once say delivery, which asks for more. */
export function trackOf({ track }: Declaration, labels: string[], { tracks }: Policy): Track | undefined {
  if (track) return track;
  const own = new Set(labels.map((label) => label.toLowerCase()));
  const { discovery = ['discovery'], delivery = ['delivery'] } = tracks ?? {};
  const has = (wanted: string[]) => wanted.some((label) => own.has(label.toLowerCase()));
  if (has(delivery)) return 'delivery';
  return has(discovery) ? 'discovery' : undefined;
}
