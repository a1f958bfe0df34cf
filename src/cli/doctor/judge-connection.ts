import type { Finding } from './finding.ts';
import { reasonOf, rootOf } from './reason-of.ts';

const tls = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)|does not speak TLS/;

/** Why there is no connection. PostgreSQL's and Node's codes tell. */
export function judgeConnection(error: unknown, host: string): Finding {
  const { code = '', message } = rootOf(error) as Error & { code?: string };
  if (/^28/.test(code))
    return broken(
      `PostgreSQL at ${host} refuses the user or the password (${reasonOf(error)})`,
      'Correct them in DATABASE_URL. In a password, write % @ : / ? # in their percent-encoded form.',
    );
  if (code === '3D000')
    return broken(
      `PostgreSQL at ${host} has no such database (${reasonOf(error)})`,
      'Create it, or correct the name at the end of DATABASE_URL.',
    );
  if (/^53/.test(code))
    return broken(
      `PostgreSQL at ${host} has no room for another connection (${reasonOf(error)})`,
      'Raise max_connections, or put a PgBouncer before it.',
    );
  if (tls.test(code) || tls.test(message))
    return broken(
      `no encrypted connection to PostgreSQL at ${host} (${reasonOf(error)})`,
      'Check sslmode in DATABASE_URL; name your own authority in NODE_EXTRA_CA_CERTS.',
    );
  return broken(
    `PostgreSQL at ${host} cannot be reached (${reasonOf(error)})`,
    'Check host and port in DATABASE_URL, that the database runs, and that nothing between here and there keeps us out.',
  );
}

const broken = (seen: string, todo: string): Finding => ({ area: 'database', state: 'broken', seen, todo });
