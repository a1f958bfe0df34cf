import type { z } from 'zod';

type Old = Record<string, unknown>;

/** A kind of documents: what one looks like today, and how older ones become such. */
export interface DocumentKind<T> {
  /** What is written today. */
  version: number;
  schema: z.ZodType<T>;
  /** From each version to the next, the first one from 0: documents that have none. */
  upcasts: readonly ((older: Old) => Old)[];
}

/** Neither says more than the other: the compiler holds the schema against the type, in both directions. */
type Same<T, Schema extends z.ZodType> = T extends z.output<Schema> ? unknown : 'the schema refuses some of the type';

/** Documents have the version that comes of the last up-cast. */
export const kind =
  <T extends object & { v?: never }>() =>
  <Schema extends z.ZodType<T>>(
    schema: Schema & Same<T, Schema>,
    ...upcasts: [(older: Old) => Old, ...((older: Old) => Old)[]]
  ): DocumentKind<T> => ({ version: upcasts.length, schema, upcasts });

/** Texts, and lists of them, have no version: there is nothing in them that could change. */
export const plain = <T>(schema: z.ZodType<T>): DocumentKind<T> => ({ version: 0, schema, upcasts: [] });
