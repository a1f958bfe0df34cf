import { day } from '../../domain/day.ts';
import { lint } from '../../domain/lint/lint.ts';
import { counted, firstOf } from '../../render/words/words.ts';
import { readMapFile } from '../map/read-map-file.ts';
import type { Finding } from './finding.ts';

const mostNamed = 3;

/** What `validate` would say of it, in short. */
export function lookAtMap(path: string, now: Date): Finding {
  const read = readMapFile(path);
  const todo = `\`npx soundings validate ${path}\` names each with its line.`;
  switch (read.kind) {
    case 'unreadable':
      return { area: 'map', state: 'broken', seen: read.problem, todo: 'Name another file: --map FILE.' };
    case 'refused': {
      const { length } = read.lines;
      const seen = `${counted(length, 'mistake')} in the outcome map: ${firstOf(read.lines, mostNamed)}`;
      return { area: 'map', state: 'broken', seen, todo };
    }
    case 'addition':
      return {
        area: 'map',
        state: 'well',
        seen: `${path} is in order; what it adds to (${read.to}) was not looked up`,
      };
    case 'whole': {
      const { map, places } = read;
      const findings = lint({ map, places, asOf: new Date(Math.floor(now.getTime() / day) * day) });
      const errors = findings.filter(({ level }) => level === 'error').length;
      if (findings.length === 0) return { area: 'map', state: 'well', seen: `${path} is in order` };
      return errors > 0
        ? { area: 'map', state: 'broken', seen: `${path} has ${counted(errors, 'error')}`, todo }
        : { area: 'map', state: 'remark', seen: `${path} has ${counted(findings.length, 'warning')}`, todo };
    }
  }
}
