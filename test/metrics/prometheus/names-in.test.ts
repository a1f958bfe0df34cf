import { expect, test } from 'vitest';
import { namesIn } from '../../../src/metrics/prometheus/names-in.ts';

test.each<[string, string[]]>([
  ['sum(increase(signups_total[1d]))', ['signups_total']],
  [
    '1000 * histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket{job="web"}[1d])))',
    ['request_seconds_bucket'],
  ],
  ['sum(a:b:rate5m{code=~"5..", path!~"x(y)"}) / on (job) group_left (team) sum without(pod) (c)', ['a:b:rate5m', 'c']],
  ['sum by(le, job)(rate(x_bucket[5m] offset 1d)) or vector(0)', ['x_bucket']],
  ['{__name__="y"} unless bool_metric > bool 1e3', ['bool_metric']],
  ['label_replace(up, "a", "$1", "b", "(.*)") and up @ end() # up down', ['up']],
  ['max_over_time(sum(rate(z[5m]))[1d:5m]) == Inf', ['z']],
  ['sum (rate(q{a="}"}[1d]))', ['q']],
  ['1 + 2', []],
])('%s names %j', (expression, names) => {
  expect(namesIn(expression)).toEqual(names);
});
