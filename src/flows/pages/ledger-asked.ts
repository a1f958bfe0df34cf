import { type Verdict, verdicts } from '../../analysis/verdict.ts';
import { decisions } from '../../domain/commands/decision.ts';
import { parseDayOrInstant, parsePeriod } from '../../domain/ledger/period.ts';
import type { LedgerAsked, LedgerCursor } from '../../domain/portfolio/ledger-page.ts';

const kinds = [...decisions, 'none'] as const;

/** What is looked for, as it stands in an address. A word that is no verdict, decision or period fits no bet, and is told. */
export function ledgerAskedOf(query: (name: string) => string | undefined): LedgerAsked {
  const said = (name: string) => query(name)?.trim() || undefined;
  const [verdict, decision, period] = [said('verdict'), said('decision'), said('period')];
  const known = {
    verdict: verdicts.find((one): one is Verdict => one === verdict),
    decision: kinds.find((one) => one === decision),
    period: parsePeriod(period ?? ''),
  };
  const named = Object.fromEntries(
    (['keyResult', 'objective', 'team', 'metric', 'repository'] as const).flatMap((name) => {
      const value = said(name === 'keyResult' ? 'key_result' : name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const after = cursorOf(said('after') ?? '');
  return {
    ...named,
    ...(known.verdict && { verdict: known.verdict }),
    ...(known.decision && { decision: known.decision }),
    ...(known.period && period && { period: { text: period, ...known.period } }),
    ...(after && { after }),
    oldestFirst: said('sort') === 'oldest',
    unknown: Object.entries({ verdict, decision, period }).flatMap(([field, text]) => {
      const name = field as keyof typeof known;
      return text !== undefined && known[name] === undefined ? [{ field: name, text }] : [];
    }),
  };
}

/** Undefined: none, or none of ours. */
function cursorOf(text: string): LedgerCursor | undefined {
  const [, day, time, id] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d\.\d{6}Z)_([\w-]{1,80})$/.exec(text) ?? [];
  if (day === undefined || time === undefined || id === undefined) return undefined;
  const at = day + time;
  return parseDayOrInstant(at) && !day.startsWith('0000') ? { at, id } : undefined;
}
