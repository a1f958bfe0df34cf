import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * Whether a column, or an expression of that type, is one of these. The list is one parameter, so every length has the
 * same statement. Drizzle's `inArray` has a parameter for each value: every length would be a statement of its own,
 * which each connection keeps for as long as it lives.
 */
export function anyOf<T extends number | string>(of: Column | SQL<T>, values: readonly T[], type?: ArrayType): SQL {
  const element = type ?? ('getSQLType' in of ? of.getSQLType() : 'text');
  return sql`${of} = any(${sql.param(values)}::${sql.raw(element)}[])`;
}

type ArrayType = 'text' | 'bigint' | 'integer';
