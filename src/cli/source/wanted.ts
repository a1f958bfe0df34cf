import { sourceName } from '../../domain/metric/source-name.ts';
import { own } from '../../domain/text/own.ts';
import type { Variables } from '../../env.ts';
import { nameExpected } from '../../metrics/connection-config.ts';
import type { Terminal } from './ask.ts';
import { type Kind, kinds } from './kinds.ts';
import { newQuery, type Wanted } from './new-entry.ts';
import { Unfit } from './unfit.ts';

export interface Told {
  kind?: string;
  name?: string;
  address?: string;
  credentials?: string;
  owners?: string[];
  settings?: ReadonlyMap<string, string>;
  query?: string;
}

/** What was told, completed by questions where there is a terminal. `types`: of the connections that are there. */
export async function completed(
  told: Told,
  types: ReadonlyMap<string, string>,
  variables: Variables,
  terminal: Terminal | undefined,
): Promise<Wanted> {
  /** The flag's value, held against the same rule as an answer. */
  const line = async (
    flag: Exclude<keyof Told, 'owners' | 'settings'>,
    message: string,
    wrong: (text: string) => string | undefined,
    example = '',
  ) => {
    const value = told[flag];
    if (value === undefined) {
      if (terminal) return terminal.line(message, wrong, example);
      throw new Unfit(`there is no terminal to ask in: give --${flag}`);
    }
    const fault = wrong(value);
    if (fault !== undefined) throw new Unfit(`--${flag}: ${fault}`);
    return value;
  };
  const name = await line('name', 'Name, as the outcome map will write it', wrongName, 'warehouse/signup_rate');
  const [connection = '', query = ''] = name.split('/');
  const there = types.get(connection);
  const kind = there ?? (await kindOf(told, terminal));
  const asked = kinds.get(kind);
  if (!asked)
    throw new Unfit(`${connection} is of type ${kind}, whose queries are written by hand: docs/sources/README.md`);
  if (there !== undefined && !asked.query)
    throw new Unfit(`${connection} is there, and takes every name that is pushed: there is nothing to add`);
  if (there !== undefined && told.kind !== undefined && told.kind !== there)
    throw new Unfit(`${connection} is there, of type ${there}: give another name, or leave out --kind`);
  return {
    kind,
    connection,
    name: query,
    ...(there === undefined && (await newConnectionOf(asked))),
    ...(asked.query && { query: await line('query', asked.query.ask, wrongQuery, asked.query.example) }),
  };

  async function settingsOf(asked: Kind['settings'] = []) {
    const settings = new Map<string, string>();
    for (const { key, ask, example } of asked) {
      const value = told.settings?.get(key) ?? (await terminal?.line(ask, wrongSetting, example));
      if (value === undefined) throw new Unfit(`there is no terminal to ask in: give --set ${key}=${example}`);
      settings.set(key, value);
    }
    const other = [...(told.settings ?? [])].find(([key]) => !asked.some((one) => one.key === key));
    if (other)
      throw new Unfit(`--set ${other[0]}: ${kind} is not asked for it here: write it into the file afterwards`);
    return Object.fromEntries(settings);
  }

  async function newConnectionOf({ address, credentials, settings: asked }: Kind) {
    const asksVariable = credentials === 'address';
    const named = (text: string) => wrongVariable(text, variables);
    const own =
      asksVariable && told.address === undefined
        ? {
            credentials: await line(
              'credentials',
              'Environment variable with its address, user and password',
              named,
              `${connection.toUpperCase().replaceAll(/\W/g, '_')}_URL`,
            ),
          }
        : address || asksVariable
          ? { address: await line('address', address?.ask ?? '', wrongAddress) }
          : {};
    const isOptional = (text: string) => (text === '' ? undefined : named(text));
    const token =
      credentials === 'token' && (told.credentials !== undefined || terminal)
        ? {
            credentials: await line(
              'credentials',
              'Environment variable with its token (empty: it needs none)',
              isOptional,
            ),
          }
        : {};
    const key =
      credentials === 'key'
        ? { credentials: await line('credentials', 'Environment variable with the text of its JSON key', named) }
        : {};
    const settings = await settingsOf(asked);
    const owners =
      told.owners ??
      (await terminal?.line('GitHub owners that may use it, with spaces between (empty: every owner)', () => undefined))
        ?.split(/[\s,]+/)
        .filter(Boolean);
    return { ...own, ...token, ...key, settings, ...(owners && { owners }) };
  }
}

async function kindOf({ kind }: Told, terminal: Terminal | undefined): Promise<string> {
  if (kind !== undefined) return kind;
  if (!terminal) throw new Unfit('there is no terminal to ask in: give --kind, for a new connection');
  return terminal.choice('What is it?', new Map([...kinds].map(([key, { title }]) => [key, `${key}: ${title}`])));
}

function wrongName(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length !== 2) return 'write connection/query, such as warehouse/signup_rate';
  return parts.every((part) => sourceName.test(part)) ? undefined : `each part is ${nameExpected}`;
}

function wrongVariable(text: string, variables: Variables): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text))
    return 'write the name of a variable, not what is in it: the file holds no secrets';
  return own(variables, text)
    ? undefined
    : `${text} is not set: write it into .env of this folder, or the environment, first`;
}

function wrongAddress(text: string): string | undefined {
  if (text === '') return 'write where it is';
  const isSecret = URL.canParse(text) && new URL(text).password !== '' && !new URL(text).password.startsWith('$');
  return isSecret ? 'it holds a password: put it into a variable, and name that one' : undefined;
}

const wrongSetting = (text: string) => (text === '' ? 'it cannot do without it' : undefined);

export function wrongQuery(text: string): string | undefined {
  if (text === '') return 'write a query';
  try {
    newQuery(text);
    return undefined;
  } catch {
    return 'it begins as a mapping and is none: write { key: value, other: "value" }';
  }
}
