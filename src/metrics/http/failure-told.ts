import { own } from '../../domain/text/own.ts';

/** What a message of a failure has, and a row of figures has not. */
const ofMessages = [
  'message',
  'msg',
  'detail',
  'details',
  'reason',
  'description',
  'error_description',
  'code',
  'type',
];
const failed = /^(?:error|failed|failure|fail)$/i;

/**
 * The place where an answer says that it failed, although its status is 200 and it may have rows: a message at `error` or
 * `errors`, `success: false`, `ok: false`, `status: error`. A list or number of errors may be what is measured: only
 * messages count.
 */
export function failureToldIn(answer: unknown): string | undefined {
  if (!isMapping(answer)) return undefined;
  if (['error', 'errors'].some((place) => isMessage(own(answer, place))))
    return isMessage(own(answer, 'error')) ? 'error' : 'errors';
  const refusing = ['success', 'ok'].find((place) => own(answer, place) === false);
  if (refusing !== undefined) return refusing;
  const status = own(answer, 'status');
  return typeof status === 'string' && failed.test(status) ? 'status' : undefined;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isMessage(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.some((one) => typeof one === 'string' || isMessage(one));
  if (isMapping(value)) return ofMessages.some((key) => own(value, key) !== undefined);
  return value === true;
}
