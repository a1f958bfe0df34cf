import { counted } from '../../render/words/words.ts';
import { areas, type Finding } from './finding.ts';

const states = ['broken', 'unknown', 'remark', 'well'] as const satisfies Finding['state'][];
const signs: Record<Finding['state'], string> = { broken: '✗', unknown: '?', remark: '!', well: '✓' };
const margin = 2 + Math.max(...areas.map((area) => area.length)) + 2;

/** What is broken comes first. */
export const mostImportantFirst = (findings: Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || areas.indexOf(a.area) - areas.indexOf(b.area),
  );

/** @param width of the terminal, in characters */
export function asText(findings: Finding[], width: number): string {
  const lines = findings.flatMap((finding) => {
    const [first = '', ...more] = wrapped(finding.seen, width - margin);
    const todo = finding.state === 'well' ? [] : wrapped(finding.todo, width - margin - 2);
    return [
      `${signs[finding.state]} ${finding.area}`.padEnd(margin) + first,
      ...more.map((line) => ' '.repeat(margin) + line),
      ...todo.map((line, at) => ' '.repeat(margin) + (at === 0 ? '→ ' : '  ') + line),
    ];
  });
  return [...lines, '', ...wrapped(summaryOf(findings), width), ''].join('\n');
}

function summaryOf(findings: Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const parts = [
    [count('broken'), 'to fix'],
    [count('unknown'), 'that could not be looked at'],
    [count('remark'), 'to improve'],
  ] as const;
  const told = parts.filter(([found]) => found > 0).map(([found, what]) => `${counted(found, 'thing')} ${what}`);
  return told.length === 0 ? 'All is well.' : `${told.join(', ')}.`;
}

/** Words longer than a line, as addresses and commands may be, stay whole: they are copied. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
