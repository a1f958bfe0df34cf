import type { Database } from '../../db/connect.ts';
import { createStore } from '../../db/stores/store.ts';
import { ofWorkingDirectory, readSurroundings } from '../../env.ts';
import type { Log } from '../../flows/ports/log.ts';
import { metricReader } from '../../metrics/metric-reader.ts';
import { readSourcesFile } from '../../metrics/read-sources-file.ts';

/**
 * Reads metrics as the server does, pushed ones from the record. The operator's file may be in the working directory.
 */
export async function openRecordReader(
  within: Database,
): Promise<{ reader: ReturnType<typeof metricReader> } | { problem: string }> {
  const { sources, variables } = readSurroundings(ofWorkingDirectory());
  const file = { path: sources ?? 'sources.yml', required: sources !== undefined, environment: variables };
  const found = await readSourcesFile(file);
  if ('problems' in found) {
    const [first] = found.problems;
    return { problem: first ? `${first.file}:${first.line}: ${first.what}, expected ${first.expected}` : file.path };
  }
  const store = createStore(within, async () => {});
  return { reader: metricReader({ sources: found.sources, log: quiet, pushedOf: () => store }) };
}

/** A metric that cannot be read shows as *no data*. */
const quiet: Log = { info() {}, warn() {}, error() {} };
