import type { Log } from '../flows/ports/log.ts';
import { metricReader } from '../metrics/metric-reader.ts';
import { readSourcesFile } from '../metrics/read-sources-file.ts';
import type { Sources } from '../metrics/sources.ts';
import type { Environment } from '../metrics/substitute.ts';

/** The sources of a file, to read without a server. Problems are for people, one line each. */
export async function openSources(
  path: string,
  environment: Environment,
): Promise<{ sources: Sources; reader: ReturnType<typeof metricReader> } | { problems: string[] }> {
  const found = await readSourcesFile({ path, required: true, environment });
  if ('problems' in found)
    return {
      problems: found.problems.map(
        ({ file, line, column, what, expected }) => `${file}:${line}:${column}: ${what}, expected ${expected}`,
      ),
    };
  const { sources } = found;
  return { sources, reader: metricReader({ sources, log: quiet }) };
}

/** A failed source shows in its reading. */
const quiet: Log = { info() {}, warn() {}, error() {} };
