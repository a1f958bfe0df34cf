import { describe, expect, test } from 'vitest';
import { mysqlDialect } from '../../../src/metrics/mysql/dialect.ts';
import { postgresDialect } from '../../../src/metrics/postgres/dialect.ts';
import { bindWindow, type Dialect } from '../../../src/metrics/sql/bind-window.ts';

const written = (sql: string, dialect: Dialect = postgresDialect) => {
  const bound = bindWindow(sql, dialect);
  return bound.kind === 'bound' ? `${bound.sql} <- ${bound.parameters.join(', ')}` : `expected ${bound.expected}`;
};

describe('the window is bound, wherever it is no text', () => {
  test.each([
    ['select $from, $to', 'select ($1::timestamptz), ($2::timestamptz) <- from, to'],
    ['select $to, $from, $to', 'select ($1::timestamptz), ($2::timestamptz), ($1::timestamptz) <- to, from'],
    ['select 1', 'select 1 <- '],
    ['select $from::date;', 'select ($1::timestamptz)::date <- from'],
    ['select $from ; -- the end', 'select ($1::timestamptz)  -- the end <- from'],
    ["select '$from', $from", "select '$from', ($1::timestamptz) <- from"],
    ["select 'it''s $from', $to", "select 'it''s $from', ($1::timestamptz) <- to"],
    ["select 'back\\', $from", "select 'back\\', ($1::timestamptz) <- from"],
    ["select e'it\\'s $from', $to", "select e'it\\'s $from', ($1::timestamptz) <- to"],
    ["select the'$from', $to", "select the'$from', ($1::timestamptz) <- to"],
    ['select "$from", $to', 'select "$from", ($1::timestamptz) <- to'],
    ['select $$ $from $$, $to', 'select $$ $from $$, ($1::timestamptz) <- to'],
    ['select $a$ $from $$ ; $a$, $to', 'select $a$ $from $$ ; $a$, ($1::timestamptz) <- to'],
    ['select /* $from /* ; */ $to */ $to', 'select /* $from /* ; */ $to */ ($1::timestamptz) <- to'],
    ['select $to -- $from ; \n, $from', 'select ($1::timestamptz) -- $from ; \n, ($2::timestamptz) <- to, from'],
    ['select price$from from t where day<$to', 'select price$from from t where day<($1::timestamptz) <- to'],
    ['select 5-$from', 'select 5-($1::timestamptz) <- from'],
    ["select ';'", "select ';' <- "],
  ])('%s', (sql, expected) => {
    expect(written(sql)).toBe(expected);
  });
});

describe('refused', () => {
  test.each([
    ['select 1; select 2', 'expected one statement, without anything behind its `;`'],
    ["select 1; /* ; */ 'x'", 'expected one statement, without anything behind its `;`'],
    ['select $1', 'expected no other parameters than `$from`, `$to` and `$experiment`'],
    ['select $since', 'expected no other parameters than `$from`, `$to` and `$experiment`'],
    ['select $From', 'expected no other parameters than `$from`, `$to` and `$experiment`'],
    ['select $from_day', 'expected no other parameters than `$from`, `$to` and `$experiment`'],
    ["select 'open", 'expected a query whose quotes and comments all end'],
    ["select e'open\\'", 'expected a query whose quotes and comments all end'],
    ['select "open', 'expected a query whose quotes and comments all end'],
    ['select $a$ open $$', 'expected a query whose quotes and comments all end'],
    ['select /* /* open */', 'expected a query whose quotes and comments all end'],
  ])('%s', (sql, expected) => {
    expect(written(sql)).toBe(expected);
  });
});

describe('MySQL: bound by place, wherever it is no text', () => {
  const [from, to] = ['cast(? as datetime)', 'cast(? as datetime)'];
  test.each([
    ['select $to, $from, $to', `select ${to}, ${from}, ${to} <- to, from, to`],
    ['select $from; # the end', `select ${from} # the end <- from`],
    ["select 'it''s $from', $to", `select 'it''s $from', ${to} <- to`],
    ["select 'it\\'s $from ? ;', $to", `select 'it\\'s $from ? ;', ${to} <- to`],
    ["select 'back\\\\', $from", `select 'back\\\\', ${from} <- from`],
    ['select "it\\"s ""$from""", $to', `select "it\\"s ""$from""", ${to} <- to`],
    ['select `$from``?`, $to', `select \`$from\`\`?\`, ${to} <- to`],
    ['select $to -- $from ; ?\n, $from', `select ${to} -- $from ; ?\n, ${from} <- to, from`],
    ['select 5--$from', `select 5--${from} <- from`],
    ['select 1 # $from\n + $to', `select 1 # $from\n + ${to} <- to`],
    ['select /* /* $from */ $to', `select /* /* $from */ ${to} <- to`],
    ['select /*+ max_execution_time(9) */ $to', `select /*+ max_execution_time(9) */ ${to} <- to`],
    ['select a$from, $to', `select a$from, ${to} <- to`],
  ])('%s', (sql, expected) => {
    expect(written(sql, mysqlDialect)).toBe(expected);
  });

  test.each([
    ['select 1; select 2', 'one statement, without anything behind its `;`'],
    ['select ?', 'no other parameters than `$from`, `$to` and `$experiment`'],
    ['select $since', 'no other parameters than `$from`, `$to` and `$experiment`'],
    ["select 'open", 'a query whose quotes and comments all end'],
    ["select 'open\\'", 'a query whose quotes and comments all end'],
    ["select 'open\\", 'a query whose quotes and comments all end'],
    ['select "open', 'a query whose quotes and comments all end'],
    ['select `open', 'a query whose quotes and comments all end'],
    ['select /*/', 'a query whose quotes and comments all end'],
    ['select 1 /*!50000 into outfile "x" */', 'a query without comments that are executed, `/*! ... */`'],
    ['select 1 /*M! into outfile "x" */', 'a query without comments that are executed, `/*! ... */`'],
  ])('refused: %s', (sql, expected) => {
    expect(written(sql, mysqlDialect)).toBe(`expected ${expected}`);
  });
});
