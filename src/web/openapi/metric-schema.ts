import { count, date, figure, instant, listOf, object, oneOf, orNull, type Schema, text, truth } from './parts.ts';

const edge = object({
  metric: text,
  tried: count,
  moved: count,
  followed: count,
  ratio: orNull({ type: 'object' }),
  doubtful: truth,
});

/**
 * A metric and a key result have one form.
 * @param entry a row of the ledger
 */
export const metricSchema = (entry: Schema): Schema =>
  object(
    {
      owner: text,
      map: orNull(text),
      as_of: instant,
      metric: object({
        ...{ name: text, title: text, unit: text, good: oneOf('up', 'down') },
        ...{ owner: orNull(text), definition: orNull(text), horizon: orNull(text) },
      }),
      key_result: orNull(
        object({
          ...{ id: text, title: orNull(text), objective: text, from: orNull(figure), to: orNull(figure), by: date },
          ...{ chance: orNull(figure), way: listOf({}) },
        }),
      ),
      course: text,
      now: orNull(figure),
      data: orNull({ type: 'object' }),
      days: listOf(object({ at: instant, value: orNull(figure) })),
      why: text,
      releases: listOf({ type: 'object' }),
      open: listOf(object({ repository: text, number: count, title: orNull(text) })),
      bets: object({
        entries: listOf({ allOf: [entry, object({ of_gap: orNull(figure) })] }),
        more: truth,
      }),
      driven_by: listOf(edge),
      drives: listOf(edge),
    },
    ['why'],
  );
