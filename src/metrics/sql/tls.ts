/** `sslmode` of a connection string. The weaker modes check no certificate, so anybody on the way could answer. */
const verified = ['require', 'verify-ca', 'verify-full'];
const weak = ['prefer', 'allow', 'no-verify'];

export const tlsExpected =
  '`sslmode=require`, which checks the certificate (of your own authority: NODE_EXTRA_CA_CERTS), or `sslmode=disable`';

/**
 * Whether a PostgreSQL connection string asks for TLS; `weak`: for TLS that is not checked, or for something unknown.
 * Stricter than PostgreSQL's own tools, where `require` accepts any certificate. Without the setting: no TLS, as in the
 * drivers.
 */
export function tlsOf(url: string): 'verified' | 'none' | 'weak' {
  const asked = new URL(url).searchParams;
  const mode = asked.get('sslmode') ?? asked.get('ssl') ?? 'disable';
  if (weak.includes(mode) || asked.has('uselibpqcompat')) return 'weak';
  if (verified.includes(mode) || mode === 'true') return 'verified';
  return mode === 'disable' || mode === 'false' ? 'none' : 'weak';
}

/** The same connection string in the one spelling that every driver reads the same way. Not for a `weak` one. */
export function withCheckedTls(url: string): string {
  const whole = new URL(url);
  whole.searchParams.delete('ssl');
  whole.searchParams.set('sslmode', tlsOf(url) === 'verified' ? 'verify-full' : 'disable');
  return whole.href;
}
