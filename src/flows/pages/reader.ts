import { isSameName } from '../../domain/repository.ts';
import type { Reader } from '../ports/page-record.ts';

export const readsAll = (reader: Reader, names: string[]): boolean =>
  names.every((name) => [...reader.values()].some((repository) => isSameName(repository.name, name)));
