import type { SignedDelivery } from '../../flows/ports/hook.ts';
import { subjectOf } from './subject-of.ts';

export function deliveryOf({ id, event, text, payload }: SignedDelivery) {
  // The database accepts no NUL in a text.
  const action = typeof payload.action === 'string' && !payload.action.includes('\0') ? payload.action : undefined;
  const installationId = idOf(payload.installation);
  const repositoryId = idOf(payload.repository);
  const ownerId = idOf((payload.repository as { owner?: unknown } | undefined)?.owner);
  return {
    id,
    event,
    payload: text,
    subject: subjectOf(event, payload),
    ...(action !== undefined && { action }),
    ...(installationId !== undefined && { installationId }),
    ...(repositoryId !== undefined && { repositoryId }),
    ...(ownerId !== undefined && { ownerId }),
    ...meaningOf(event, action, payload),
  };
}

const rereadWhole = new Set([
  ...['opened', 'edited', 'synchronize', 'reopened', 'closed'],
  ...['ready_for_review', 'converted_to_draft'],
]);

/**
 * These events only make us read the pull request or issue anew, so the last of several waiting ones is enough: fifty
 * events in a second cost one evaluation after the first. An event from a bot may be an echo of our own, which is
 * skipped and can replace no other.
 */
function meaningOf(event: string, action: string | undefined, payload: Record<string, unknown>) {
  if ((payload.sender as { type?: unknown } | undefined)?.type === 'Bot') return {};
  if (event === 'pull_request' && rereadWhole.has(action ?? '')) return ofMerged(action, payload) ?? { meaning: event };
  return event === 'issues' && action === 'edited' ? { meaning: 'issues.edited' } : {};
}

/** Only this event carries the text that was merged; a later text counts as much as its writer may decide. */
function ofMerged(action: string | undefined, payload: Record<string, unknown>) {
  const { merged } = (payload.pull_request ?? {}) as { merged?: unknown };
  if (merged !== true) return undefined;
  if (action === 'closed') return {};
  return action === 'edited' ? { meaning: `pull_request.edited by ${idOf(payload.sender)}` } : undefined;
}

/** JSON also has numbers that are no ids, and that the database does not accept as such. */
function idOf(value: unknown): number | undefined {
  const id = (value as { id?: unknown } | null | undefined)?.id;
  return Number.isSafeInteger(id) ? (id as number) : undefined;
}
