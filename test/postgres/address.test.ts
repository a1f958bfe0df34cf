import { expect, test } from 'vitest';
import { readAddress } from '../../src/postgres/address.ts';

const nothing = {
  ...{ host: undefined, port: undefined, user: undefined, password: undefined, database: undefined },
  ...{ tls: undefined, session: {} },
};
const db = { user: 'u', password: 'p@ss', host: 'h', database: 'd b' };

test.each([
  ['postgres://u:p%40ss@h/d%20b', db],
  ['postgresql://u:p%40ss@h:6543/d%20b', { ...db, port: 6543 }],
  ['postgres://', {}],
  ['postgres://u@[::1]:5433/d', { user: 'u', host: '::1', port: 5433, database: 'd' }],
  ['postgres://u@%2Fvar%2Frun%2Fpostgresql/d', { user: 'u', host: '/var/run/postgresql', database: 'd' }],
  ['postgres:///d?host=/var/run/postgresql&port=5433', { host: '/var/run/postgresql', port: 5433, database: 'd' }],
  ['postgres://u:p%40ss@h/d%20b?sslmode=verify-full', { ...db, tls: {} }],
  ['postgres://u:p%40ss@h/d%20b?ssl=true', { ...db, tls: {} }],
  ['postgres://u:p%40ss@h/d%20b?sslmode=disable', db],
  [
    'postgres://u:p%40ss@h/d%20b?options=-c%20search_path%3Dx&application_name=a&statement_timeout=500&lock_timeout=7',
    {
      ...db,
      session: { application_name: 'a', options: '-c search_path=x', statement_timeout: '500', lock_timeout: '7' },
    },
  ],
  // Of other drivers, and of ours: no server knows them.
  [
    'postgres://u:p%40ss@h/d%20b?prepare=false&pgbouncer=true&schema=public&channel_binding=require&target_session_attrs=primary',
    db,
  ],
])('%s', (url, expected) => {
  expect(readAddress(url)).toEqual({ ...nothing, ...expected });
});
