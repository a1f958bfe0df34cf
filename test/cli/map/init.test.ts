import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readMapFile } from '../../../src/cli/map/read-map-file.ts';
import { nonBetReasons } from '../../../src/domain/declaration/declaration.ts';
import { parseDeclaration } from '../../../src/domain/declaration/parse-declaration.ts';
import { missingFields } from '../../../src/domain/hypothesis/hypothesis-form.ts';
import { lint } from '../../../src/domain/lint/lint.ts';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';

const paths = ['.github/soundings.yml', '.github/ISSUE_TEMPLATE/hypothesis.yml', '.github/pull_request_template.md'];

async function started(args: string[] = [], folder = folderOf({})) {
  const run = await runSoundings(['init', ...args], { cwd: folder });
  return { ...run, folder, read: (path: string) => readFileSync(join(folder, path), 'utf8') };
}

test('an empty repository gets three files, and hears what they are', async () => {
  const { folder, ...run } = await started();
  expect(run).toMatchObject({
    status: 0,
    stderr: '',
    stdout: `wrote .github/soundings.yml: the outcome map, an example to be replaced
wrote .github/ISSUE_TEMPLATE/hypothesis.yml: the form of a hypothesis
wrote .github/pull_request_template.md: three questions and the outcome of a pull request

Next: put your own metrics and key results into .github/soundings.yml; \`npx soundings validate .github/soundings.yml\` looks it over.
The form gives the label \`hypothesis\`, which has to exist in the repository: GitHub gives no label that does not.
`,
  });
  expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual(
    ['.github', '.github/ISSUE_TEMPLATE', ...paths].sort(),
  );
});

test('the map is valid, and could say nothing better than whose it is', async () => {
  const { folder } = await started();
  const { status, stdout, stderr } = await runSoundings(['validate', '.github/soundings.yml'], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [first, ...warnings] = stdout.trimEnd().split('\n');
  expect(first).toBe('.github/soundings.yml: nothing wrong; 3 metrics, 1 objective, 1 key result; 3 warnings');
  for (const team of ['finance', 'growth', 'platform'])
    expect(warnings).toContainEqual(
      expect.stringContaining(`\`@your-org/${team}\` is a placeholder that was left in.`),
    );
});

test('what is there fills the map, with where each guess came from; the map is valid', async () => {
  const folder = folderOf({
    '.github/workflows/ship.yml': 'on: push\njobs: { ship: { environment: production, steps: [{ run: ./ship }] } }\n',
    '.github/CODEOWNERS': '* @acme/everybody\n/billing/ @acme/payments\n',
    '.github/dependabot.yml': 'version: 2\n',
    '.github/ISSUE_TEMPLATE/feature.yml': 'labels: [enhancement]\n',
  });
  const { status, stdout, read } = await started([], folder);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(`
Guessed in the map from what is here:
  owner for finance: "@acme/payments" (.github/CODEOWNERS has it for /billing/)
  owner for growth: "@acme/everybody" (.github/CODEOWNERS has it for *)
  owner for platform: "@acme/everybody" (.github/CODEOWNERS has it for *)
  exempt: { authors: ["dependabot[bot]"], labels: [no-outcome], paths: ["docs/**"] } (there is .github/dependabot.yml)
  release: { on: deployment, environment: "production" } (.github/workflows/ship.yml deploys to the environment production)

Next: `),
  });
  const text = read('.github/soundings.yml');
  expect(text).toContain('    owner: "@acme/payments" # a guess: .github/CODEOWNERS has it for /billing/\n');
  expect(text).toContain(
    '  # issues: { mode: advise, labels: ["enhancement"] } # asks issues with such a label for a reference too; .github/ISSUE_TEMPLATE/feature.yml gives it\n',
  );
  expect(text).not.toMatch(/"\{\w+\}"/);
  const found = readMapFile(join(folder, '.github/soundings.yml'));
  expect(found).toMatchObject({ kind: 'whole', map: { release: { on: 'deployment', environment: 'production' } } });
  const { map, places } = found as Extract<typeof found, { kind: 'whole' }>;
  expect(lint({ map, places, asOf: new Date() })).toEqual([]);
});

test('what is there is kept, unless told otherwise', async () => {
  const folder = folderOf({});
  mkdirSync(join(folder, '.github'));
  writeFileSync(join(folder, '.github/soundings.yml'), 'version: 1\n');
  const first = await started([], folder);
  expect(first.stdout).toContain('kept .github/soundings.yml: it is there already (--force writes over it)\nwrote ');
  expect(first.read('.github/soundings.yml')).toBe('version: 1\n');
  const again = await started([], folder);
  expect(again.stdout).toBe(
    paths.map((path) => `kept ${path}: it is there already (--force writes over it)\n`).join(''),
  );
  const forced = await started(['--force'], folder);
  expect(forced.stdout).toMatch(/^wrote over \.github\/soundings\.yml: /);
  expect(forced.read('.github/soundings.yml')).toContain('key_results:');
});

test('agents are told once, in a file of their own or after what people wrote', async () => {
  const folder = folderOf({});
  const first = await started(['--agents'], folder);
  expect(first.stdout).toContain('\nwrote AGENTS.md: what agents that write code should know\n');
  const text = first.read('AGENTS.md');
  expect(text).toContain('`draft_block` for the lines');
  expect((await started(['--agents'], folder)).stdout).toContain(
    '\nkept AGENTS.md: the lines on outcomes are there already\n',
  );
  writeFileSync(join(folder, 'AGENTS.md'), '# Our rules\n\n');
  const added = await started(['--agents', '--force'], folder);
  expect(added.stdout).toContain('\nadded to AGENTS.md: ');
  expect(added.read('AGENTS.md')).toBe(`# Our rules\n\n${text}`);
});

test('a pull request template in another place or case is the one in use', async () => {
  const folder = folderOf({});
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/PULL_REQUEST_TEMPLATE.md'), 'ours\n');
  const { stdout, read } = await started([], folder);
  expect(stdout).toContain('kept docs/PULL_REQUEST_TEMPLATE.md: it is there already');
  expect(read('docs/PULL_REQUEST_TEMPLATE.md')).toBe('ours\n');
  expect(existsSync(join(folder, '.github/pull_request_template.md'))).toBe(false);
});

test('another folder, and one that is not there', async () => {
  const folder = folderOf({ file: '' });
  mkdirSync(join(folder, 'shop'));
  await started(['shop'], folder);
  expect(existsSync(join(folder, 'shop', '.github/soundings.yml'))).toBe(true);
  for (const dir of ['absent', 'file'])
    expect(await started([dir], folder)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `soundings init: there is no folder ${dir}\n`,
    });
});

/** As GitHub documents it: "Syntax for issue forms" and "Syntax for GitHub's form schema". */
const id = z.string().regex(/^[A-Za-z0-9_-]+$/);
const validations = z.strictObject({ required: z.boolean() }).optional();
const writing = z.strictObject({
  label: z.string().min(1),
  description: z.string().optional(),
  placeholder: z.string().optional(),
  value: z.string().optional(),
});
const formSchema = z.strictObject({
  name: z.string().min(4),
  description: z.string().min(4),
  title: z.string().optional(),
  labels: z.array(z.string()).optional(),
  body: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: z.string().min(1) }) }),
        z.strictObject({ type: z.literal('input'), id, attributes: writing, validations }),
        z.strictObject({
          type: z.literal('textarea'),
          id,
          attributes: writing.extend({ render: z.string().optional() }),
          validations,
        }),
        z.strictObject({
          type: z.literal('dropdown'),
          id,
          attributes: z.strictObject({
            label: z.string().min(1),
            description: z.string().optional(),
            multiple: z.boolean().optional(),
            options: z.array(z.string().regex(/^(?!none$)./i)).min(1),
            default: z.int().optional(),
          }),
          validations,
        }),
      ]),
    )
    .min(1),
});

/** The fields in their order, and the issue that GitHub makes of answers to them. */
async function form() {
  const { read } = await started();
  const { body, labels } = formSchema.parse(parse(read('.github/ISSUE_TEMPLATE/hypothesis.yml')));
  const fields = body.flatMap((field) => (field.type === 'markdown' ? [] : [field]));
  const issue = (answers: Record<string, string>) =>
    fields.map((field) => `### ${field.attributes.label}\n\n${answers[field.id] ?? '_No response_'}`).join('\n\n');
  return { fields, labels, issue };
}

test('the form is one that GitHub takes, with the headings that Soundings reads', async () => {
  const { fields, labels } = await form();
  expect(labels).toEqual(['hypothesis']);
  expect(new Set(fields.map((field) => field.id)).size).toBe(fields.length);
  expect(fields.map(({ attributes }) => attributes.label)).toEqual([
    'We believe that',
    'For whom',
    'Will',
    'Because',
    'Kind',
    'Riskiest assumption',
    'Lightest test',
    'Expectations',
  ]);
});

test('an empty form says nothing, a filled one is a bet', async () => {
  const { fields, issue } = await form();
  const empty = parseDeclaration(issue({}));
  expect(empty).toMatchObject({ keyResults: [], expectations: [], guardrails: [], evidence: [], problems: [] });
  expect(empty.because).toBeUndefined();
  expect(missingFields(issue({}))).toHaveLength(fields.length);

  const placeholders = Object.fromEntries(
    fields.map((field) => [
      field.id,
      'placeholder' in field.attributes ? (field.attributes.placeholder ?? '') : 'customer',
    ]),
  );
  const filled = issue(placeholders);
  expect(missingFields(filled)).toEqual([]);
  expect(parseDeclaration(filled)).toMatchObject({
    keyResults: ['KR1'],
    expectations: [{ metric: 'signup_rate', change: { kind: 'relative', low: 0.03, high: 0.03 }, windowDays: 14 }],
    guardrails: [{ metric: 'p95_latency' }],
    because: '7 of 10 interviewed trial users stop at the address form',
    problems: [],
  });
});

test('an unedited pull request template declares nothing and answers nothing', async () => {
  const { read } = await started();
  const template = read('.github/pull_request_template.md');
  expect(parseDeclaration(template)).toEqual({
    keyResults: [],
    hypotheses: [],
    expectations: [],
    guardrails: [],
    evidence: [],
    answers: [],
    closes: [],
    problems: [],
  });
});

test('what is written below its headings counts', async () => {
  const { read } = await started();
  const template = read('.github/pull_request_template.md');
  const edited = template
    .replace('### What problem', 'The trial ends in two weeks.\n\n### What problem')
    .replace('### How will', 'New teams give up at the address.\n\n### How will')
    .replace('### Outcome', 'More of them sign up.\n\n### Outcome');
  expect(parseDeclaration(`${edited}\nKey result: KR1\nExpect: signup_rate +3% within 14 days\n`)).toMatchObject({
    keyResults: ['KR1'],
    expectations: [{ metric: 'signup_rate' }],
    answers: [
      { question: 'why-now', answer: 'The trial ends in two weeks.' },
      { question: 'problem', answer: 'New teams give up at the address.' },
      { question: 'proof', answer: 'More of them sign up.' },
    ],
    problems: [],
  });
});

test('every block that the template offers to copy counts as it stands', async () => {
  const { read } = await started();
  const comment = /### Outcome\s*<!--([\s\S]*)-->/.exec(read('.github/pull_request_template.md'))?.[1] ?? '';
  const [, ...blocks] = comment.trim().split('\n\n');
  const declared = blocks.map((block) => parseDeclaration(block));
  expect(declared.flatMap(({ problems }) => problems)).toEqual([]);
  expect(declared[0]).toMatchObject({ keyResults: ['KR1'], expectations: [{}], guardrails: [{}] });
  expect(declared[1]).toMatchObject({ hypotheses: [{ number: 42 }] });
  expect(declared[2]).toMatchObject({ track: 'discovery', hypotheses: [{ number: 42 }] });
  expect(nonBetReasons).toContain(declared[3]?.nonBet?.reason);
});
