import { z } from 'zod';

/** One line of text: line breaks and runs of blanks become one blank. */
export function text(most: number) {
  return z
    .string({ error: 'text (in quotes, if it looks like a number)' })
    .max(most, { error: `text of at most ${most} characters` })
    .regex(/\S/, { error: 'text' })
    .refine((value) => isPlainText(value), { error: 'text without control characters' })
    .transform((value) => value.replace(/\s+/g, ' ').trim());
}

function isPlainText(value: string): boolean {
  return value.isWellFormed() && !/[^\P{Cc}\s]/u.test(value);
}

export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : 'a mapping (`key: value`)'),
  });
}

/** A list; one value stands for a list of one, nothing for `otherwise`. */
export function oneOrMany<Item extends z.ZodType<string, string>>(item: Item, most: number, otherwise: string[] = []) {
  const list = z.array(item, { error: 'a list' }).max(most, { error: `at most ${most} entries` });
  return z
    .union([item, list], { error: 'one name or a list of names' })
    .nullish()
    .transform((value): string[] => [...new Set(typeof value === 'string' ? [value] : (value ?? otherwise))]);
}
