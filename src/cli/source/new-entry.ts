import { parse } from 'yaml';
import { kinds } from './kinds.ts';

/** What `source add` was told; variables by their names, never their values. */
export interface Wanted {
  kind: string;
  connection: string;
  name: string;
  address?: string;
  credentials?: string;
  owners?: string[];
  settings?: Record<string, string>;
  /** Absent: it takes every name that is pushed. */
  query?: string;
}

const variable = (name: string) => `\${${name}}`;

/** The connection as it stands in the file, with its first query. */
function newConnection({ kind, name, address, credentials, owners, settings, query }: Wanted): object {
  const asked = kinds.get(kind);
  const inAddress = asked?.credentials === 'address';
  return {
    type: kind,
    ...(inAddress && { url: credentials ? variable(credentials) : address }),
    ...(asked?.address && { [asked.address.key]: address }),
    ...(asked?.credentials === 'token' && credentials && { auth: { type: 'bearer', token: variable(credentials) } }),
    ...settings,
    ...(asked?.credentials === 'key' && credentials && { key: variable(credentials) }),
    ...(owners &&
      owners.length > 0 && { owners: owners.map((owner) => (/^\d+$/.test(owner) ? Number(owner) : owner)) }),
    ...(query !== undefined && { queries: { [name]: newQuery(query) } }),
  };
}

/** Some types have queries of several keys: `{ path: ..., rows: ... }`. */
export const newQuery = (text: string): unknown => (/^\s*\{.*\}\s*$/s.test(text) ? parse(text) : text);

/** Where it goes: into a connection that is there, or with a new one. */
export function entryOf(wanted: Wanted, isThere: boolean): { place: string[]; key: string; value: unknown } {
  const { connection, name, query } = wanted;
  if (isThere && query !== undefined)
    return { place: ['connections', connection, 'queries'], key: name, value: newQuery(query) };
  return { place: ['connections'], key: connection, value: newConnection(wanted) };
}
