// INTERIM, uncommitted: the lead's placeholder so that stories can run; the render engineer overwrites this file.
import type { Command } from '../domain/command.ts';
import { inertCode } from './inert.ts';
import { marker } from './marker.ts';
export type Reply =
  | { kind: 'help' }
  | { kind: 'no-write-access'; login: string }
  | { kind: 'unknown-command'; command: Extract<Command, { verb: 'unknown' }> }
  | { kind: 'pull-requests-only'; verb: string }
  | { kind: 'nothing-to-measure'; state: string };
export const renderReply = (replies: Reply[]) =>
  [marker('reply'), ...replies.map((r) => (r.kind === 'no-write-access' ? `Only people with write access may do this.` : r.kind === 'unknown-command' ? `${inertCode(r.command.written)}: ${r.command.what} ${r.command.suggestion ?? ''}` : r.kind))].join('\n\n');
