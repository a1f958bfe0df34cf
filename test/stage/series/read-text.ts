import { readSeries, type SeriesFile } from '../../../src/cli/analyse/file/read-series.ts';
import type { FileOptions } from '../../../src/cli/analyse/file/row.ts';

/** The series in a text or in bytes, by a clock that shows the end of 2026. */
export function readText(
  content: string | Uint8Array,
  options: FileOptions = {},
  now = '2026-12-31T12:00:00Z',
): Promise<SeriesFile | { problem: string }> {
  const bytes = async function* () {
    yield Buffer.from(content);
  };
  return readSeries(bytes(), options, { now: Date.parse(now), timezone: 'UTC' });
}
