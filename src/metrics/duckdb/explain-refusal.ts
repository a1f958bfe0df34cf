import { own } from '../../domain/text/own.ts';
import { SourceFailure } from '../source-failure.ts';

/** Kinds of DuckDB's errors whose first line is about the query alone, never about data or a path. */
const speakable = ['Binder', 'Catalog', 'Parser'];

const named: Record<string, string> = {
  Permission: 'the query of the source reads outside its folder',
  'Out of Memory': 'the query of the source needs more memory than its connection allows',
  'Missing Extension': 'the query of the source needs an extension of DuckDB, and none is loaded',
};

/** What DuckDB refused, without paths and data, which its messages may hold: `Kind Error: ...`. */
export function explainRefusal(message: string): SourceFailure {
  const [, kind = ''] = /^([\w ]+?)(?: Error:|$)/.exec(message) ?? [];
  const said =
    own(named, kind) ??
    (isNoFile(message) ? 'the folder of the source has no file of the name in the query' : undefined);
  return new SourceFailure('query-failed', said ?? 'the source refused the query', {
    kind,
    ...(speakable.includes(kind) && { message: message.split('\n')[0] as string }),
  });
}

const isNoFile = (message: string) => message.startsWith('IO Error: No files found');
