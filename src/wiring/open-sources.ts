import type { Env } from '../env.ts';
import { OperatorMistakes } from '../errors/operator-mistakes.ts';
import { readSourcesFile } from '../metrics/read-sources-file.ts';
import type { Sources } from '../metrics/sources.ts';

/** The operator's file of sources. Its problems stop the start, each named with its line. */
export async function openSources({ sources: { path, required }, variables }: Env): Promise<Sources> {
  const read = await readSourcesFile({ path, required, environment: variables });
  if ('sources' in read) return read.sources;
  const problems = read.problems.map(
    ({ file, line, column, what, expected }) => `${file}:${line}:${column}: ${what}, expected: ${expected}`,
  );
  throw new OperatorMistakes('the file of sources has problems', problems);
}
