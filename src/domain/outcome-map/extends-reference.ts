import { mapPath } from './map-path.ts';

/** What `_extends` names: a repository of the same owner, and a file in it. */
export interface ExtendsReference {
  /** Absent: the owner of the file that says so. */
  owner?: string;
  repository: string;
  path: string;
}

/** `repository`, `owner/repository`, and either with `:path/to/file.yml`; no step upwards, neither in the path nor as a name. */
export const extendsPattern =
  /^(?:[A-Za-z0-9][A-Za-z0-9-]{0,38}\/)?(?!\.{1,2}(?::|$))[A-Za-z0-9_.-]{1,100}(?::(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[\w./ -]{1,200}\.ya?ml)?$/;

/** Reads a text of `extendsPattern`. */
export function readExtends(text: string): ExtendsReference {
  const [address = '', path = mapPath] = text.split(':');
  const [repository = '', owner] = address.split('/').reverse();
  return { repository, path, ...(owner ? { owner } : {}) };
}
