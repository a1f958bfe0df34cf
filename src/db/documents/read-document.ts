import { z } from 'zod';
import type { DocumentKind } from './document-kind.ts';

/** A document is not what any of our versions wrote: no part of it is used. */
class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
}

/**
 * Turns a document of any version into today's. The schema checks it and changes nothing. A document of a newer
 * version, which runs beside this one, is used unchecked: until the roll-out is over it only adds.
 *
 * @param where table, column and row, for the error
 */
export function readDocument<T>({ version, schema, upcasts }: DocumentKind<T>, kept: unknown, where: string): T {
  const [found, written] = version === 0 ? [kept, 0] : withoutVersion(kept, where);
  if (written > version) return found as T;
  const document = upcasts.slice(written).reduce((older, upcast) => upcast(older as Record<string, unknown>), found);
  const { error } = schema.safeParse(document);
  if (!error) return document as T;
  const [issue] = error.issues;
  const path = z.core.toDotPath(issue?.path ?? []) || 'its top';
  throw new UnreadableDocument(
    `${where} cannot be read, at ${path}: ${issue?.message} (written by version ${written})`,
  );
}

function withoutVersion(kept: unknown, where: string): [document: object, version: number] {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept))
    throw new UnreadableDocument(`${where} cannot be read, at its top: it is no object`);
  const { v = 0, ...document } = kept as { v?: unknown };
  if (typeof v !== 'number' || !Number.isInteger(v) || v < 0)
    throw new UnreadableDocument(`${where} cannot be read, at v: it is no version`);
  return [document, v];
}
