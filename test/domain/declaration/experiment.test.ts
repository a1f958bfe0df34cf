import { describe, expect, test } from 'vitest';
import { parseDeclaration } from '../../../src/domain/declaration/parse-declaration.ts';
import { saysTheSame } from '../../../src/domain/declaration/same-declaration.ts';

const experimentIn = (body: string) => {
  const { experiment } = parseDeclaration(body);
  return experiment && `${experiment.connection} ${experiment.id}`;
};
const problemsOf = (body: string) => parseDeclaration(body).problems.map(({ what }) => what);

describe('an experiment that is named', () => {
  test.each<[string, string]>([
    ['alone', 'Experiment: growthbook/exp_123'],
    ['in bold, in code, with a note', '### Outcome\n- **Experiment:** `growthbook/exp_123` (new form)'],
    ['any case', 'EXPERIMENT: growthbook/exp_123'],
    ['below its heading', '### Experiment\n\ngrowthbook/exp_123'],
    ['a link', 'Key result: KR1\nExperiment: [growthbook/exp_123](https://app.growthbook.io/experiment/exp_123)'],
    ['twice the same', 'Experiment: growthbook/exp_123\nExperiment: GrowthBook/exp_123'],
    ['with a full stop', 'Experiment: growthbook/exp_123.'],
  ])('%s', (_, body) => {
    expect(experimentIn(body)).toBe('growthbook exp_123');
    expect(problemsOf(body)).toEqual([]);
  });

  test.each<[string, string]>([
    ['a sentence', 'Experiment: we try another form'],
    ['tests of two kinds', 'Key result: KR1\nExperiment: A/B test of the form'],
    ['none', 'Key result: KR1\nExperiment: none'],
    ['in a quotation', '> Experiment: growthbook/exp_123'],
    ['in a comment', '<!-- Experiment: growthbook/exp_123 -->'],
    ['without a colon', 'Experiment growthbook/exp_123'],
  ])('nothing is said of %s', (_, body) => {
    expect(experimentIn(body)).toBeUndefined();
    expect(problemsOf(body).filter((what) => what.includes('Experiment'))).toEqual([]);
  });

  test('another one is named as such, and the first counts', () => {
    const body = 'Key result: KR1\nExperiment: growthbook/exp_123\nExperiment: growthbook/exp_124';
    expect(experimentIn(body)).toBe('growthbook exp_123');
    expect(problemsOf(body)).toEqual(['A pull request has one experiment, and another one is named before it']);
  });

  test('what was left as the template has it', () => {
    expect(problemsOf('Experiment: <connection>/<id>')).toEqual(['`Experiment:` still has its placeholder']);
  });
});

describe('what could lead elsewhere is no id', () => {
  const bad = [
    ...['..', '.', '../../admin', 'a/b', 'a..b', 'a--b', '-rf', 'a%2e%2e', 'a?x=1', 'a#x', 'a&b', 'a=b'],
    ...[`a'b`, 'a\\b', 'a;b', 'a{to}', '$TOKEN', 'é'],
    ...['x'.repeat(81), 'x'.repeat(10_000)],
  ];
  test.each(bad)('%j', (id) => {
    const body = `Key result: KR1\nExperiment: growthbook/${id}`;
    expect(experimentIn(body)).toBeUndefined();
    const [problem, ...others] = parseDeclaration(body).problems;
    expect(problem?.what).toMatch(/^`Experiment:` (?:names no experiment|still has its placeholder)$/);
    expect(problem?.line.length).toBeLessThanOrEqual(201);
    expect(others).toEqual([]);
  });

  test.each(['a"b', 'a\u0000b', 'a\u200bb', '\u202eab', '`a`b'])(
    '%j is read without what nobody sees, and quotes',
    (id) => {
      expect(experimentIn(`Key result: KR1\nExperiment: growthbook/${id}`)).toMatch(/^growthbook ab$|^undefined$/);
    },
  );

  test('a line break ends it', () => {
    expect(experimentIn('Key result: KR1\nExperiment: growthbook/exp\n_123')).toBe('growthbook exp');
  });

  test('a connection neither', () => {
    for (const connection of ['', 'a b', `a'`, 'x'.repeat(81)])
      expect(experimentIn(`Key result: KR1\nExperiment: ${connection}/exp_123`)).toBeUndefined();
  });
});

test('another experiment after the merge is an amendment', () => {
  const body = 'Key result: KR1\nExperiment: growthbook/exp_123';
  expect(saysTheSame(body, 'Experiment: `GrowthBook/exp_123`\nKey result: KR1')).toBe(true);
  expect(saysTheSame(body, 'Key result: KR1\nExperiment: growthbook/exp_124')).toBe(false);
  expect(saysTheSame(body, 'Key result: KR1')).toBe(false);
});
