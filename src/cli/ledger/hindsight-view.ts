import type { ToldHindsight } from '../../domain/ledger/hindsight.ts';
import type { Ledger, LedgerFilter } from '../../domain/ledger/ledger.ts';
import { formatRelative, formatRelativeSpan } from '../../render/words/figures.ts';
import { dayOf, figure, type View } from './ledger-views.ts';

export async function hindsightView(
  ledger: Ledger,
  filter: LedgerFilter,
  limit?: number,
): Promise<View<ToldHindsight>> {
  const rows = await ledger.hindsight(filter, limit);
  return {
    columns: [
      {
        field: 'shipped',
        value: ({ shippedAt }) => shippedAt.toISOString(),
        title: 'shipped',
        text: ({ shippedAt }) => dayOf(shippedAt),
      },
      {
        field: 'repository',
        value: ({ owner, repository }) => `${owner}/${repository}`,
        title: 'repository',
        text: ({ owner, repository }) => `${owner}/${repository}`,
      },
      {
        field: 'release',
        value: ({ release }) => release,
        title: 'release',
        text: ({ release }) => release,
        flexible: true,
      },
      { field: 'metric', value: ({ metric }) => metric, title: 'metric', text: ({ metric }) => metric },
      {
        title: 'actual',
        text: ({ effect }) => `${formatRelative(effect.relative)} (${formatRelativeSpan(effect)})`,
        align: 'right',
      },
      { field: 'actual', value: ({ effect }) => figure(effect.relative) },
      { field: 'actual_low', value: ({ effect }) => figure(effect.low) },
      { field: 'actual_high', value: ({ effect }) => figure(effect.high) },
      { field: 'verdict', value: ({ verdict }) => verdict, title: 'verdict', text: ({ verdict }) => verdict },
      { field: 'window_days', value: ({ windowDays }) => windowDays },
      { field: 'judged', value: ({ judgedAt }) => judgedAt.toISOString() },
    ],
    rows,
    empty: 'Nothing was kept: `soundings backtest OWNER/REPOSITORY --keep` does.',
    notes:
      rows.length > 0
        ? ['Judged in hindsight, all of a report together; nobody predicted it, and no calibration counts it.']
        : [],
  };
}
