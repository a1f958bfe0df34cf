import { LRUCache } from 'lru-cache';
import { cut } from '../text/cut.ts';
import { isBlankAnswer, isPlaceholder, isStandIn } from '../text/placeholder.ts';
import { mostCharacters, readableLines } from '../text/readable-lines.ts';
import type { LeftPart } from './composed-fields.ts';
import type { Declaration, DeclarationProblem } from './declaration.ts';
import type { LineApart } from './declared-entries.ts';
import type { DeclaredField } from './declared-field.ts';
import { declaredFields, proseIn } from './declared-fields.ts';
import { closedIssues, issueKey } from './issue-reference.ts';
import type { DeclarationKey } from './label-words.ts';
import { plainValue } from './plain-value.ts';
import { saysWindow } from './says-movement.ts';
import { addNew, labels, mostEntries, takers } from './take-field.ts';
import { templateAnswers } from './template-questions.ts';

const mostQuoted = 200;

/** As with the lines of a text: one event reads a description several times, and most events leave it as it was. */
const recent = new LRUCache<string, Declaration>({
  maxSize: 8 * 1024 * 1024,
  // Two bytes a character, and something for what is read out of it.
  sizeCalculation: (_, markdown) => 2 * markdown.length + 4_000,
  ttl: 600_000,
});

/**
 * What a pull request's or an issue's body declares (the grammar is in docs/design.md). Lines count at the start of a line, outside of
 * code, quotations and HTML comments; templates left as they were do not. Takes any text and never throws. Not to be changed by who asks.
 */
export function parseDeclaration(markdown: string): Declaration {
  const known = recent.get(markdown);
  if (known) return known;
  const declaration = readDeclaration(markdown);
  for (const list of Object.values(declaration)) Object.freeze(list);
  recent.set(markdown, Object.freeze(declaration));
  return declaration;
}

function readDeclaration(markdown: string): Declaration {
  const { fields, left, apart, quoted } = declaredFields(markdown);
  const declaration: Declaration = {
    keyResults: [],
    hypotheses: [],
    expectations: [],
    guardrails: [],
    evidence: [],
    answers: templateAnswers(proseIn(markdown)),
    closes: closesOf(markdown),
    problems: [],
  };
  const counts = new Map<DeclarationKey, number>();
  for (const field of fields) {
    if (field.key !== 'outcome' && isBlankAnswer(field.value)) continue;
    const count = (counts.get(field.key) ?? 0) + 1;
    counts.set(field.key, count);
    if (count === mostEntries + 1) declaration.problems.push(tooMany(field));
    if (count <= mostEntries) take(declaration, { ...field, line: cut(field.line, mostQuoted) });
  }
  const { expectations, problems } = declaration;
  if (expectations.length === 0 && !problems.some(({ stake }) => stake)) problems.push(...believed(fields));
  for (const part of left.slice(0, mostEntries)) takeLeft(declaration, part);
  declaration.problems.push(
    ...apart.slice(0, mostEntries).map(countsNowhere),
    ...quoted.slice(0, mostEntries).map(inQuotation),
  );
  if (markdown.length > mostCharacters)
    declaration.problems.push({
      line: '',
      what: 'The description is longer than a million characters; the rest was not read',
      expected: 'the lines of the bet at the beginning',
    });
  return declaration;
}

function take(declaration: Declaration, field: DeclaredField): void {
  const { key, line } = field;
  if (!isLeftOver(field)) takers[key](declaration, field);
  else if (field.plain || field.inCompany)
    declaration.problems.push({
      line,
      what: `\`${labels[key].label}:\` still has its placeholder`,
      expected: labels[key].expected,
    });
}

function takeLeft(declaration: Declaration, { part, text, line }: LeftPart): void {
  if (isBlankAnswer(text) || isStandIn(text) || text.includes('://')) return;
  const quoted = cut(plainValue(line), mostQuoted);
  if (part === 'metric') declaration.unmoved = [...(declaration.unmoved ?? []), { metric: text, line: quoted }];
  else
    declaration.problems.push({
      line: quoted,
      what: 'No expectation here lacks this window',
      expected: '`Expect: signup_rate +3% within 14 days`, with the window behind the change',
    });
}

/** Reasons and notes may have brackets in them, and `[KR1]` is a name in brackets. */
function isLeftOver({ key, value }: DeclaredField): boolean {
  if (key === 'outcome') return false;
  if (key === 'hypothesis' && /^\[\w{1,10}-\d{1,9}\]$/.test(value)) return false;
  if (key === 'because' || key === 'evidence') return isStandIn(value);
  if (key === 'key result' && isExample.test(value)) return true;
  return isPlaceholder(value) && !(key === 'key result' && /^\[[^\]]*\d[^\]]*\]$/.test(value));
}

/** `e.g. KR1`, `KR1 (example)` */
const isExample =
  /^[\s(*_`]*(?:e\.?g\.|i\.e\.|for example|for instance|such as|example:|z\.\s?b\.|par exemple|p\.\s?ex\.|por ejemplo|p\.\s?ej\.|por exemplo|например|例：|例:|例如)|\((?:an? )?(?:example|sample)\)/iu;

function closesOf(markdown: string): Declaration['closes'] {
  const closes: Declaration['closes'] = [];
  for (const { bare } of readableLines(markdown)) {
    if (closes.length < mostEntries) addNew(closes, closedIssues(bare), issueKey);
  }
  return closes;
}

function tooMany({ key, line }: DeclaredField): DeclarationProblem {
  return {
    line: cut(line, mostQuoted),
    what: `There are more than ${mostEntries} \`${labels[key].label}:\` lines; the rest was not read`,
    expected: 'the ones that matter most',
  };
}

/** A belief in figures, in prose below `Hypothesis`: the only expectation that there is, and nothing measures it. */
function believed(fields: DeclaredField[]): DeclarationProblem[] {
  const field = fields.find(
    ({ key, value }) => key === 'hypothesis' && saysWindow(value) && /\d\s?(?:%|pp\b|per ?cent)/i.test(value),
  );
  if (!field) return [];
  return [
    {
      line: cut(field.line, mostQuoted),
      what: 'It says in prose what is expected; only `Expect:` is measured',
      expected: labels.expect.expected,
      stake: { key: 'expect', written: field.value, aside: 'prose' },
    },
  ];
}

const quotation = { what: 'It stands in a quotation, where nothing counts', expected: 'the same line outside of it' };
const places: Record<LineApart['where'], Omit<DeclarationProblem, 'line'>> = {
  code: { what: 'It stands in code, where nothing counts', expected: 'the same line outside of the code' },
  quotation,
  address: {
    what: 'A line that begins with `[...]:` is the address of a link, which shows nothing',
    expected: 'the same line without brackets',
  },
};

function countsNowhere({ text, where, key, value }: LineApart): DeclarationProblem {
  const told = { line: cut(text, mostQuoted), ...places[where] };
  const plain = value.replace(/^["'[\s]+|(?<!["'\],;\s])["'\],;\s]+$/g, '');
  // JSON, YAML and TOML are told as a line of ours.
  const isData = where === 'code' && plain !== '' && !/[",]/.test(plain) && (plain !== value || /^\S+\s?=/.test(text));
  return isData
    ? { ...told, expected: `\`${labels[key].label}: ${cut(plain, mostQuoted)}\`, outside of the code` }
    : told;
}

/** An expectation that is only quoted is not passed over. */
function inQuotation({ key, value, line, plain, inCompany }: DeclaredField): DeclarationProblem {
  const told = { line: cut(line, mostQuoted), ...quotation };
  if (key !== 'expect' && key !== 'guard') return told;
  return { ...told, stake: { key, written: value, ...(inCompany ? {} : { aside: plain ? 'alone' : 'prose' }) } };
}
