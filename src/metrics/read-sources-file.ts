import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { MapProblem } from '../domain/outcome-map/map-problem.ts';
import { parseSources } from './parse-sources.ts';
import type { Sources } from './sources.ts';
import type { Environment } from './substitute.ts';

/**
 * Reads the operator's file of sources. `required`: the operator named the path, so the file must exist; otherwise a
 * missing file means no sources. `${NAME}` comes from `environment`. Problems never show a value of the file or of a
 * variable. Nothing is connected to before the first read.
 */
export async function readSourcesFile(asked: {
  path: string;
  required: boolean;
  environment: Environment;
}): Promise<{ sources: Sources } | { problems: MapProblem[] }> {
  const { path: file, required, environment } = asked;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !required) return { sources: new Map() };
    const what = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    return {
      problems: [
        { file, line: 1, column: 1, what, expected: 'the file of sources that --sources or SOUNDINGS_SOURCES names' },
      ],
    };
  }
  const place = { folder: dirname(resolve(file)) };
  const result = parseSources({ file, text, environment, place });
  return 'value' in result ? { sources: result.value } : result;
}
