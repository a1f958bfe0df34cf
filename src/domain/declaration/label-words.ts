export type DeclarationKey =
  | 'key result'
  | 'hypothesis'
  | 'expect'
  | 'guard'
  | 'because'
  | 'evidence'
  | 'track'
  | 'outcome';

type Words = Partial<Record<DeclarationKey, string>>;

/**
 * What people write for each key, in lowercase with single blanks, parted by commas; a hyphen or an underscore counts as a blank.
 * `own` are the keys that we tell people to write. The others only count in the company that `docs/design.md` describes, since `Expected: page
 * loads` or `Ergebnis: alles gut` may be anybody's prose. To add a language, add a line of words here and of windows in `window-words.ts`.
 */
const own: Words = {
  'key result': 'key result, key results, kr, krs',
  hypothesis: 'hypothesis, hypotheses',
  expect: 'expect, expects, expectation, expectations',
  guard: 'guard, guards, guardrail, guardrails',
  because: 'because',
  evidence: 'evidence',
  track: 'track',
  outcome: 'outcome, outcomes',
};

const others: Record<string, Words> = {
  en: {
    'key result': 'okr, okrs, keyresult, keyresults',
    expect:
      'expected, we expect, expected change, expected effect, expected impact, expected movement, expected result, expected results, expected outcome, prediction',
    guard: 'guard rail, guard rails, guardrail metric, guardrail metrics, must not get worse',
  },
  de: {
    'key result':
      'schlüsselergebnis, schlüsselergebnisse, schluesselergebnis, schluesselergebnisse, kernergebnis, kernergebnisse',
    hypothesis: 'hypothese, hypothesen',
    expect: 'erwartet, erwartung, erwartungen, erwarte, wir erwarten, erwartete wirkung',
    guard: 'leitplanke, leitplanken, schranke, grenze, schutzmetrik',
    because: 'weil, denn, begründung, begruendung',
    evidence: 'beleg, belege, nachweis, nachweise',
    outcome: 'ergebnis, wirkung',
  },
  fr: {
    'key result': 'résultat clé, résultats clés, resultat cle, resultats cles',
    hypothesis: 'hypothèse, hypothèses, hypothese',
    expect: 'attendu, attendus, attente, attentes, on attend, effet attendu, prévu, prévision',
    guard: 'garde fou, garde fous, limite',
    because: 'parce que, car, pourquoi',
    evidence: 'preuve, preuves',
    outcome: 'résultat, resultat, effet',
  },
  es: {
    'key result': 'resultado clave, resultados clave, resultados claves',
    hypothesis: 'hipótesis, hipotesis',
    expect: 'esperado, esperamos, se espera, expectativa, expectativas, efecto esperado',
    guard: 'límite, limite, salvaguarda, barrera',
    because: 'porque, razón, razon',
    evidence: 'evidencia, evidencias, prueba, pruebas',
    outcome: 'resultado, efecto',
  },
  pt: {
    'key result': 'resultado chave, resultados chave, resultados chaves',
    hypothesis: 'hipótese, hipóteses, hipotese',
    expect: 'esperado, esperamos, espera se, expectativa, expectativas, efeito esperado',
    guard: 'limite, proteção, protecao, salvaguarda',
    because: 'porque, pois, razão, razao',
    evidence: 'evidência, evidências, prova, provas',
    outcome: 'resultado, efeito',
  },
  it: {
    'key result': 'risultato chiave, risultati chiave',
    hypothesis: 'ipotesi',
    expect: 'atteso, attesi, ci aspettiamo, effetto atteso, previsto',
    guard: 'limite, soglia',
    because: 'perché, perche, motivo',
    outcome: 'risultato, esito',
  },
  nl: {
    'key result': 'kernresultaat, kernresultaten, sleutelresultaat',
    hypothesis: 'hypothese, hypothesen',
    expect: 'verwacht, verwachting, verwachtingen, we verwachten, verwacht effect',
    guard: 'vangrail, grens',
    because: 'omdat, want, reden',
    outcome: 'resultaat, uitkomst',
  },
  nordic: {
    'key result': 'nyckelresultat, nøkkelresultat, nøkkelresultater, nøgleresultat, nøgleresultater',
    hypothesis: 'hypotes, hypotese',
    expect: 'förväntat, förväntan, vi förväntar oss, forventet, forventning, vi forventer',
    guard: 'gräns, grense, grænse',
    because: 'därför att, fordi, eftersom',
    outcome: 'resultat, utfall, utfald',
  },
  pl: {
    'key result': 'kluczowy wynik, kluczowy rezultat, kluczowe wyniki, kluczowe rezultaty',
    hypothesis: 'hipoteza',
    expect: 'oczekiwane, oczekiwanie, oczekujemy, oczekiwany efekt',
    guard: 'granica, ograniczenie',
    because: 'ponieważ, bo',
    outcome: 'wynik, rezultat',
  },
  ru: {
    'key result': 'ключевой результат, ключевые результаты',
    hypothesis: 'гипотеза',
    expect: 'ожидается, ожидание, ожидаем, ожидаемый эффект',
    guard: 'ограничение, предел',
    because: 'потому что, причина',
    outcome: 'результат, итог',
  },
  ko: {
    'key result': '핵심 결과, 핵심결과',
    hypothesis: '가설',
    expect: '기대, 예상, 기대 효과, 예상 효과',
    guard: '가드레일, 제한',
    because: '이유',
    outcome: '결과, 성과',
  },
  ja: {
    'key result': '主要な成果, 主要成果, 主な成果, キーリザルト, キー リザルト, 主要結果',
    hypothesis: '仮説',
    expect: '期待, 期待値, 期待する変化, 予想, 見込み, 期待される効果',
    guard: 'ガード, ガードレール, 制限, 許容範囲',
    because: '理由, なぜなら',
    evidence: '根拠, 証拠, エビデンス',
    outcome: '成果, 結果',
  },
  zh: {
    'key result': '关键结果, 關鍵結果, 关键成果, 關鍵成果, 关键 结果',
    hypothesis: '假设, 假設, 假说',
    expect: '预期, 預期, 期望, 预计, 預計, 预期效果',
    guard: '护栏, 護欄, 护栏指标, 限制',
    because: '因为, 因為, 原因, 理由',
    evidence: '证据, 證據, 依据, 依據',
    outcome: '结果, 結果, 成果',
  },
};

/** How each of these languages says that there is none. */
export const noneWords = new Set(
  words('none, n/a, na, no, nothing, no outcome, not applicable')
    .concat(words('keine, keiner, keines, keins, kein, nichts'))
    .concat(words('aucun, aucune, rien, néant'))
    .concat(words('ninguno, ninguna, nada, nenhum, nenhuma'))
    .concat(words('なし, 無し, 无, 無, 没有')),
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
        words(list).map((word): [string, LabelMeaning] => [word, { key: key as DeclarationKey, own: isOwn }]),
      ),
  ),
);

/** What may stand around a key in a heading or a question: `Which key result does it serve?` */
const aroundQuestions = new Set(
  words(
    'which, what, the, this, these, our, your, a, an, does, do, did, will, would, it, its, is, are, be, you, we, i, serve, serves, served, move, moves, moved, affect, affects, affected, impact, impacts, influence, for, of, on, by, to, in, with, pr, pull, request, change, changes, work, issue, primary, main, target, targeted, linked, related, id, ids, no, number, name, names, how, much, and, when, within, long, metric, metrics, please, fill, in, required, optional, section, or',
  ),
);

/** What may stand beside a key on a line with a value. */
const aroundKeys = new Set(words('primary, main, target, targeted, linked, related, affected, served, moved, id, ids'));

/** The key that a label is, if it is one. @param alone it stands on a line of its own, as a heading or a question does */
export function meaningOf(written: string, alone: boolean): LabelMeaning | undefined {
  const folded = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]{0,60}\)|\[[^\][]{0,60}\]|\p{Extended_Pictographic}|[\ufe0f\u20e3"“”„«»]/gu, ' ')
    .replace(/[*_~\s.?!:,;–—-]+/g, ' ')
    .trim();
  const exact = meanings.get(folded);
  if (exact) return exact;
  const around = alone ? aroundQuestions : aroundKeys;
  const left = folded.split(' ').filter((word) => !around.has(word));
  return meanings.get(left.join(' '));
}

function words(list: string): string[] {
  return list.split(', ');
}
