import type { stateOfTables } from '../../db/migrate.ts';
import { counted, firstOf } from '../../render/words/words.ts';
import type { Finding } from './finding.ts';
import { sizeInWords } from './memory.ts';

/** A Postgres, and who we are to it. */
export interface DatabaseFacts {
  /** As `server_version` and `server_version_num` have them. */
  version: string;
  number: number;
  role: string;
  isSuperuser: boolean;
  bypassesPolicies: boolean;
  mayMakeTables: boolean;
  /** Also if there are none. */
  mayReadTables: boolean;
  isStandby: boolean;
  isReadOnly: boolean;
  bytes: number;
  /** Tables whose policies do not hold. */
  openTables: string[];
}

export type TablesState = Awaited<ReturnType<typeof stateOfTables>>;

/** pg-boss, which keeps the queue, needs this version. */
const oldest = 13;
const mostNamed = 5;

export function judgePostgres(facts: DatabaseFacts, tables: TablesState, host: string): Finding[] {
  const broken = [...judgeServer(facts, host), ...judgeRole(facts), ...judgeRights(facts, tables)];
  if (broken.length > 0) return broken;
  if (tables?.isNewer) return [newer];
  const what = [
    `${nameOf(facts)} at ${host}, role "${facts.role}", which row-level security holds`,
    ...[sizeInWords(facts.bytes), tablesInWords(tables)],
  ];
  return [{ area: 'database', state: 'well', seen: what.join('; ') }];
}

const broken = (seen: string, todo: string): Finding => ({ area: 'database', state: 'broken', seen, todo });
const nameOf = ({ version }: DatabaseFacts) => `PostgreSQL ${version.split(' ')[0]}`;

function judgeServer(facts: DatabaseFacts, host: string): Finding[] {
  if (facts.number < oldest * 10_000)
    return [
      broken(
        `${nameOf(facts)} is too old: the queue needs ${oldest} or newer`,
        'Move the database to a PostgreSQL that is maintained (pg_dump and pg_restore, or pg_upgrade).',
      ),
    ];
  if (facts.isStandby)
    return [broken(`${host} is a standby, which cannot be written to`, 'Point DATABASE_URL at the primary.')];
  if (facts.isReadOnly)
    return [
      broken(
        'the role or the database is read-only by default',
        'ALTER ROLE ... RESET default_transaction_read_only, or the same for the database.',
      ),
    ];
  return [];
}

function judgeRole({ role, isSuperuser, bypassesPolicies, openTables }: DatabaseFacts): Finding[] {
  const findings: Finding[] = [];
  if (isSuperuser)
    findings.push(
      broken(
        `role "${role}" is a superuser, whom row-level security does not hold`,
        'Connect as a role of its own without SUPERUSER and BYPASSRLS, as compose/roles.sql makes one.',
      ),
    );
  else if (bypassesPolicies)
    findings.push(
      broken(
        `role "${role}" bypasses row-level security (BYPASSRLS)`,
        `ALTER ROLE ${role} NOBYPASSRLS, or connect as a role that compose/roles.sql makes.`,
      ),
    );
  if (openTables.length > 0)
    findings.push(
      broken(
        `row-level security does not hold for ${firstOf(openTables, mostNamed)}`,
        'Somebody has switched it off: ALTER TABLE ... ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY.',
      ),
    );
  return findings;
}

function judgeRights({ role, mayReadTables, mayMakeTables }: DatabaseFacts, tables: TablesState): Finding[] {
  if (!mayReadTables)
    return [
      broken(
        `role "${role}" may not read the tables of Soundings, which are another role’s`,
        'Connect as the role that made them, or give them to this one (REASSIGN OWNED BY ... TO ...).',
      ),
    ];
  if (!mayMakeTables && tables?.left !== 0)
    return [
      broken(
        `role "${role}" may not make tables, which the server does at its start`,
        'Make it the owner of the database, as compose/roles.sql does.',
      ),
    ];
  return [];
}

/** Also of the embedded database. */
export const newer: Finding = {
  ...{ area: 'database', state: 'remark' },
  seen: 'a newer version of Soundings has changed the tables',
  todo: 'Run that version or a newer one, or restore a backup from before.',
};

export function tablesInWords(tables: TablesState): string {
  if (!tables) return 'no tables so far, the server makes them at its first start';
  if (tables.left === 0) return 'tables up to date';
  return `${counted(tables.left, 'migration')} to come at the next start`;
}
