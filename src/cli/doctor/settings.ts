import { type EnvReading, remarksOn } from '../../env.ts';
import type { Finding } from './finding.ts';

/** The variables, before anybody is asked. */
export function lookAtSettings(reading: EnvReading): Finding[] {
  switch (reading.kind) {
    case 'set-up':
      return [
        {
          ...{ area: 'settings', state: 'broken' },
          seen: 'nothing is configured here: there is no GitHub App so far',
          todo: 'Start with `npx soundings start`: it prints the address of a page that registers the App and writes .env. By hand: docs/operations.md, "Register the App". Then run this again.',
        },
      ];
    case 'incomplete':
      return reading.problems.map((problem) => split('broken', problem));
    case 'complete': {
      const remarks = remarksOn(reading.env).map((remark) => split('remark', remark));
      return remarks.length > 0 ? remarks : [{ area: 'settings', state: 'well', seen: 'complete' }];
    }
  }
}

/** Problems of the environment say what is wrong, a colon, and what to write. */
function split(state: 'broken' | 'remark', problem: string): Finding {
  const [, seen = problem, todo = 'docs/operations.md lists all variables.'] = /^(.+?): (.+)$/s.exec(problem) ?? [];
  return { area: 'settings', state, seen, todo };
}
