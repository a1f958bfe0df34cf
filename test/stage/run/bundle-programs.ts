import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { inRepository } from '../in-repository.ts';
import { bundleOf, programs, thisRun } from './programs.ts';

/** Known by where their errors come from (`isFault`), or with files and threads of their own. */
const leftOut =
  /^(node:.*|postgres|pg|mysql2|@opentelemetry\/.*|@duckdb\/.*|pg-.*|@octokit\/.*|@electric-sql\/.*|@resvg\/.*|probot|pino|pino-.*|tinypool)$/;

/**
 * Puts each program with most of what it imports into one file, which starts in a quarter of the time: hundreds of starts read the same 1,700 files.
 * `quick-start.ts` has it run in the place of its source; what it looks for beside its source it still finds. Tests against real servers, the demo and anyone who
 * starts Soundings run the sources themselves.
 */
export async function bundlePrograms(): Promise<void> {
  const bundle = await rolldown({
    ...{ cwd: inRepository(), platform: 'node', external: leftOut, logLevel: 'silent' },
    input: programs,
    plugins: [
      {
        name: 'where-sources-are',
        transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      },
    ],
  });
  await bundle.write({
    dir: fileURLToPath(bundleOf(thisRun)),
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
  });
  await bundle.close();
}
