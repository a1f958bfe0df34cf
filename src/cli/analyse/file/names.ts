import type { Series } from '../../../analysis/samples.ts';

/** The name of a bucket for people: `2026-10-01`, `2026-10-01T09:00Z`. */
export function nameOf(t: number, bucket: Series['bucket']): string {
  const iso = new Date(t).toISOString();
  return bucket === 'day' ? iso.slice(0, 10) : `${iso.slice(0, 16)}Z`;
}
