import type { Explain } from '../fetch-json.ts';
import { SourceFailure } from '../source-failure.ts';

type Reason = SourceFailure['reason'];

/** ClickHouse's codes: src/Common/ErrorCodes.cpp. */
const meanings: { codes: number[]; reason: Reason; text: string }[] = [
  { codes: [192, 193, 194, 516], reason: 'unreachable', text: 'the source refuses its user or password' },
  { codes: [497], reason: 'query-failed', text: 'the user of the source may not read what the query reads' },
  { codes: [159, 160], reason: 'timeout', text: 'the source did not answer within its time' },
  { codes: [241], reason: 'query-failed', text: 'the query of the source needs more memory than the source allows' },
  { codes: [201], reason: 'query-failed', text: 'the quota of the user of the source is used up' },
  {
    codes: [164],
    reason: 'query-failed',
    text: 'the query of the source would change something, or its user may not set limits: `readonly = 2` is expected of the user',
  },
  {
    codes: [158, 307, 396],
    reason: 'too-many-rows',
    text: 'the query of the source reads more than the source allows',
  },
  { codes: [81], reason: 'query-failed', text: 'the source has no database of the name given' },
];

/** ClickHouse names its errors in a header. Their texts repeat the query and parts of the data, so only the code is told. */
export const explainCode: Explain = (status, headers) => {
  const code = Number(headers['x-clickhouse-exception-code']);
  if (!Number.isInteger(code)) return undefined;
  const { reason, text } = meanings.find(({ codes }) => codes.includes(code)) ?? {
    reason: 'query-failed',
    text: 'the source refused the query',
  };
  return new SourceFailure(reason, text, { status, code });
};
