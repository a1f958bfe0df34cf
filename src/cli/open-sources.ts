import type { MapProblem } from '../domain/outcome-map/map-problem.ts';
import type { Log } from '../flows/ports/log.ts';
import { metricReader } from '../metrics/metric-reader.ts';
import { readSourcesFile } from '../metrics/read-sources-file.ts';
import type { Sources } from '../metrics/sources.ts';
import type { Environment } from '../metrics/substitute.ts';

export interface OpenSources {
  sources: Sources;
  reader: ReturnType<typeof metricReader>;
}

/** The sources of a file, to read without a server. Problems are for people, one line each. */
export async function openSources(
  path: string,
  environment: Environment,
): Promise<OpenSources | { problems: string[] }> {
  const found = await readSourcesFile({ path, required: true, environment });
  if ('problems' in found) return { problems: found.problems.map(inALine) };
  const { sources } = found;
  return { sources, reader: metricReader({ sources, log: quiet }) };
}

export const inALine = ({ file, line, column, what, expected }: MapProblem) =>
  `${file}:${line}:${column}: ${what}, expected ${expected}`;

/** A failed source shows in its reading. */
const quiet: Log = { info() {}, warn() {}, error() {} };
