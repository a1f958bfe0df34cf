import type { DeclarationKey } from './label-words.ts';

/** A key and what was written for it. */
export interface DeclaredField {
  key: DeclarationKey;
  value: string;
  /** The line without its bullet, for quoting. */
  line: string;
  /** It stands below its key, as issue forms write it, so it may be mere prose. */
  below: boolean;
  /** One of the keys that we tell people to write, with what ends a key. */
  plain: boolean;
  /** In an Outcome section, or beside a reference: there it is meant for us, whatever it says. */
  inCompany: boolean;
}
