import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parse } from 'yaml';
import type { Bet } from '../../src/domain/bet/bet.ts';
import type { Change } from '../../src/domain/declaration/declaration.ts';
import type { OutcomeMap } from '../../src/domain/outcome-map/outcome-map.ts';
import { outcomeMapOf, readOutcomeMap } from '../../src/domain/outcome-map/read-outcome-map.ts';

/** What a description must read as; what is not named is not asked. */
export interface Reading {
  passes?: boolean;
  keyResults?: string[];
  /** `signup_rate +3% in 14`, `orders >=50 in 14`. */
  expects?: string[];
  guards?: string[];
  /** The reason of `Outcome: none`. */
  none?: string;
  /** Parts of what is said, without regard to case and to blanks before `%`. */
  says?: string[];
  lacks?: string[];
  mode?: 'advise';
  require?: 'expectation';
}

export interface Sample {
  name: string;
  reading: Reading;
  body: string;
}

/** The descriptions of this folder: a head of YAML, a line of `=====`, and the description. */
export function samples(): Sample[] {
  return globSync(`${import.meta.dirname}/*/*.md`)
    .sort()
    .map((file) => {
      const [head = '', ...body] = readFileSync(file, 'utf8').split('=====\n');
      const name = `${basename(dirname(file))}/${basename(file, '.md')}`;
      return { name, reading: parse(head), body: body.join('=====\n').replace(/\n$/, '') };
    });
}

/** The map that the descriptions are held against. */
export function corpusMap({ mode, require }: Pick<Reading, 'mode' | 'require'> = {}): OutcomeMap {
  const text = readFileSync(`${import.meta.dirname}/map.yml`, 'utf8')
    .replace('mode: enforce', `mode: ${mode ?? 'enforce'}`)
    .replace('mode: enforce }', `mode: enforce, require: ${require ?? 'reference'} }`);
  const read = readOutcomeMap('map.yml', text);
  const whole = 'problems' in read ? read : outcomeMapOf(read.document);
  if ('problems' in whole) throw new Error('the map of the corpus is not valid');
  return whole.map;
}

export const expectsOf = ({ movements }: Bet): string[] =>
  movements.flatMap(({ metric, change, windowDays }) =>
    change ? [`${metric.name} ${inShort(change)} in ${windowDays}`] : [],
  );

export const guardsOf = ({ guardrails }: Bet): string[] =>
  guardrails.map(({ metric, limit }) => `${metric.name} ${inShort(limit)}`);

function inShort(change: Change): string {
  const round = (value: number) => Number(value.toPrecision(10));
  const share = (value: number) => `${round(value * 100)}%`;
  switch (change.kind) {
    case 'levels':
      return [change.from, change.to].map((level) => (change.percent ? share(level) : round(level))).join('->');
    case 'level':
      return `${change.bound === 'at-most' ? '<=' : '>='}${change.percent ? share(change.value) : round(change.value)}`;
    default: {
      const { kind, low, high } = change;
      const scale = kind === 'absolute' ? 1 : 100;
      const unit = { relative: '%', points: 'pp', absolute: '' }[kind];
      const end = (value: number) => `${value > 0 ? '+' : ''}${round(value * scale)}${unit}`;
      return low === high ? end(low) : `${end(low)}..${end(high)}`;
    }
  }
}
