import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { referenceTo } from '../../domain/repository.ts';
import { plain } from '../../render/words/plain.ts';
import type { Notice } from '../ports/outlets.ts';

/** Of a release, for the charts and systems of those who run it: no figure, and no word of the description. */
export function shippedNotice({
  id,
  repository,
  number,
  title,
  signal,
  shippedAt,
}: BetRecord & { shippedAt: Date }): Notice {
  const where = referenceTo(repository.owner, repository.name, number);
  const by = signal && 'name' in signal ? ` in ${plain(signal.name, 80)}` : '';
  const said = `${where} shipped${by}: ${plain(title, 120)}`;
  return { event: 'shipped', id, title: said, text: said, at: shippedAt, tags: [plain(repository.name, 100)] };
}
