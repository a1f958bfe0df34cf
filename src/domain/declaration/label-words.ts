import { isNear } from '../text/nearest.ts';
import { type DeclarationKey, others, type Words, words } from './label-words-elsewhere.ts';

export type { DeclarationKey };

/** The keys that we tell people to write; those of `label-words-elsewhere.ts` only count in the company that `docs/design.md` describes. */
const own: Words = {
  'key result': 'key result, key results, kr, krs',
  hypothesis: 'hypothesis, hypotheses',
  expect: 'expect, expects, expectation, expectations',
  guard: 'guard, guards, guardrail, guardrails',
  because: 'because',
  evidence: 'evidence',
  track: 'track',
  experiment: 'experiment',
  outcome: 'outcome, outcomes',
};

/** How each of these languages says that there is none. */
export const noneWords = new Set(
  words(
    'none, n/a, n.a., n.a, na, no, nil, nothing, nothing to measure, no outcome, no outcome expected, no expected outcome, no measurable outcome, not applicable, not measurable',
  )
    .concat(words('keine, keiner, keines, keins, kein, nichts'))
    .concat(words('aucun, aucune, rien, néant'))
    .concat(words('ninguno, ninguna, nada, nenhum, nenhuma'))
    .concat(
      words(
        'nessuno, nessuna, niente, geen, niets, ingen, inget, intet, brak, nic, нет, ничего, немає, yok, hiçbiri, 없음',
      ),
    )
    .concat(words('なし, 無し, 无, 無, 没有, 沒有'))
    .concat(
      words(
        'žádný, žádné, žádná, žiadny, žiadne, nincs, semmi, niciunul, niciuna, nimic, ei mitään, κανένα, καμία, τίποτα',
      ),
    )
    .concat(words('không có, không, tidak ada, कोई नहीं, ไม่มี, لا شيء, لا يوجد, אין, cap, res')),
);

export interface LabelMeaning {
  key: DeclarationKey;
  /** A key from our own documentation. */
  own: boolean;
}

const meanings = new Map<string, LabelMeaning>(
  [...Object.values(others).map((table) => ({ table, own: false })), { table: own, own: true }].flatMap(
    ({ table, own: isOwn }) =>
      Object.entries(table).flatMap(([key, list]) =>
        words(list.normalize('NFKC')).map((word): [string, LabelMeaning] => [
          word,
          { key: key as DeclarationKey, own: isOwn },
        ]),
      ),
  ),
);

/** What may stand around a key in a heading or a question: `Which key result does it serve?` */
const aroundQuestions = new Set(
  words(
    'which, what, the, this, these, our, your, a, an, does, do, did, will, would, it, its, is, are, be, you, we, i, serve, serves, served, move, moves, moved, affect, affects, affected, impact, impacts, influence, impacted, touched, addressed, supported, supports, contributes, contributing, relevant, other, for, of, on, by, to, in, with, pr, pull, request, change, changes, work, issue, primary, main, target, targeted, linked, related, id, ids, no, number, name, names, how, much, and, when, within, long, metric, metrics, please, fill, in, required, optional, section, or',
  ),
);

/** What may stand beside a key on a line with a value. */
const aroundKeys = new Set(
  words(
    'primary, main, target, targeted, linked, related, affected, served, moved, id, ids, soundings, objective, okr, /',
  ),
);

/** The key that a label is, if it is one. @param alone it stands on a line of its own, as a heading or a question does */
export function meaningOf(written: string, alone: boolean): LabelMeaning | undefined {
  const folded = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]{0,60}\)|\[[^\][]{0,60}\]|\p{Extended_Pictographic}|[\ufe0f\u20e3"“”„«»]/gu, ' ')
    .replace(/[*_~\s.?!:,;–—-]+/g, ' ')
    .trim();
  const exact = meanings.get(folded) ?? misspelt(folded);
  if (exact) return exact;
  const around = alone ? aroundQuestions : aroundKeys;
  const left = folded.split(' ').filter((word) => !around.has(word));
  return meanings.get(left.join(' '));
}

const longKeys = Object.entries(own).flatMap(([key, list]) =>
  words(list)
    .filter((word) => word.length > 4)
    .map((word): [string, DeclarationKey] => [word, key as DeclarationKey]),
);

/** `Gaurd`, `Key reslt`: one of our keys with a slip, which counts where the words of other languages do. */
function misspelt(label: string): LabelMeaning | undefined {
  if (label.length < 5 || label.length > 15) return undefined;
  const key = longKeys.find(([word]) => isNear(label, word))?.[1];
  return key && { key, own: false };
}
