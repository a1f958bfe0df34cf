import type { z } from 'zod';

type Old = Record<string, unknown>;

/** A kind of document: its shape today, and how older versions become that shape. */
export interface DocumentKind<T> {
  /** The shape that is written today. */
  version: number;
  schema: z.ZodType<T>;
  /** Up-casts from each version to the next. The first one starts from 0: documents without a version. */
  upcasts: readonly ((older: Old) => Old)[];
}

/** The compiler compares the schema with the type in both directions. */
type Same<T, Schema extends z.ZodType> = T extends z.output<Schema> ? unknown : 'the schema refuses some of the type';

/** Documents are written with the version that the last up-cast produces. */
export const kind =
  <T extends object & { v?: never }>() =>
  <Schema extends z.ZodType<T>>(
    schema: Schema & Same<T, Schema>,
    ...upcasts: [(older: Old) => Old, ...((older: Old) => Old)[]]
  ): DocumentKind<T> => ({ version: upcasts.length, schema, upcasts });

/** Texts, and lists of texts, have no version, because nothing in them could change. */
export const plain = <T>(schema: z.ZodType<T>): DocumentKind<T> => ({ version: 0, schema, upcasts: [] });
