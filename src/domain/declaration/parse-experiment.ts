import { experimentId, sourceName } from '../metric/source-name.ts';
import type { ExperimentName } from './declaration.ts';
import { plainValue } from './plain-value.ts';

const longest = 200;

/** What follows `Experiment:`: `growthbook/exp_123`, with or without a note behind it. Undefined: it is none. */
export function parseExperiment(value: string): ExperimentName | undefined {
  if (value.length > longest) return undefined;
  const [, written = ''] = /^(\S+?)[.,;]?(?:\s+[([–—-].*)?$/u.exec(plainValue(value)) ?? [];
  const [connection = '', id = '', ...more] = written.split('/');
  const isName = sourceName.test(connection) && experimentId.test(id) && more.length === 0;
  return isName ? { connection, id } : undefined;
}

/** One word was to be a name, and so was a word with a slash among lines of ours. `A/B test of the form` is somebody's own sentence. */
export function looksLikeExperiment(value: string, inCompany: boolean): boolean {
  const [first = '', ...more] = plainValue(value.slice(0, longest)).split(' ');
  return more.length === 0 ? first !== '' : inCompany && first.includes('/') && !/^a\/b$/i.test(first);
}

export const experimentKey = ({ connection, id }: ExperimentName): string => `${connection.toLowerCase()}/${id}`;
