import { PGlite } from '@electric-sql/pglite';
import { startParams } from './start-params.ts';

/*
 * A program: makes the files of an embedded database in a folder, and ends. Kept out of the server, because it takes 550 MB, of which a process keeps 240 for
 * some time.
 */
const [folder] = process.argv.slice(2);
try {
  await (await PGlite.create(`file://${folder}`, { startParams })).close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
