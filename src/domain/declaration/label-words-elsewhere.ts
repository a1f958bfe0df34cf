export type DeclarationKey =
  | 'key result'
  | 'hypothesis'
  | 'expect'
  | 'guard'
  | 'because'
  | 'evidence'
  | 'track'
  | 'experiment'
  | 'outcome';

export type Words = Partial<Record<DeclarationKey, string>>;

/**
 * What people write for each key, in lowercase with single blanks, parted by commas; a hyphen or an underscore counts as a blank. They only
 * count in the company that `docs/design.md` describes, since `Expected: page loads` or `Ergebnis: alles gut` may be anybody's prose. To add
 * a language, add a line of words here, of windows in `window-words.ts` and of changes in `change-words-elsewhere.ts`.
 */
export const others: Record<string, Words> = {
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
    guard: 'limite, soglia, salvaguardia, barriera',
    because: 'perché, perche, motivo',
    evidence: 'prova, prove, evidenza',
    outcome: 'risultato, esito',
  },
  nl: {
    'key result': 'kernresultaat, kernresultaten, sleutelresultaat',
    hypothesis: 'hypothese, hypothesen',
    expect: 'verwacht, verwachting, verwachtingen, we verwachten, verwacht effect',
    guard: 'vangrail, grens, limiet',
    because: 'omdat, want, reden',
    evidence: 'bewijs',
    outcome: 'resultaat, uitkomst',
  },
  nordic: {
    'key result': 'nyckelresultat, nøkkelresultat, nøkkelresultater, nøgleresultat, nøgleresultater',
    hypothesis: 'hypotes, hypotese',
    expect:
      'förväntat, förväntan, vi förväntar oss, förväntad effekt, forventet, forventning, vi forventer, forventet effekt',
    guard: 'gräns, grense, grænse, skyddsräcke, autovern, autoværn, rekkverk',
    because: 'därför att, fordi, eftersom',
    outcome: 'resultat, utfall, utfald',
  },
  pl: {
    'key result': 'kluczowy wynik, kluczowy rezultat, kluczowe wyniki, kluczowe rezultaty',
    hypothesis: 'hipoteza',
    expect: 'oczekiwane, oczekiwanie, oczekiwania, oczekujemy, oczekiwany efekt, oczekiwana zmiana',
    guard: 'granica, ograniczenie',
    because: 'ponieważ, bo, powód, dlatego że',
    evidence: 'dowód, dowody',
    outcome: 'wynik, rezultat',
  },
  ru: {
    'key result': 'ключевой результат, ключевые результаты',
    hypothesis: 'гипотеза',
    expect: 'ожидается, ожидание, ожидания, ожидаем, ожидаемый эффект, ожидаемый результат, прогноз',
    guard: 'ограничение, предел',
    because: 'потому что, причина, так как',
    evidence: 'доказательство, доказательства',
    outcome: 'результат, итог',
  },
  ko: {
    'key result': '핵심 결과, 핵심결과, 주요 결과',
    hypothesis: '가설',
    expect: '기대, 예상, 기대 효과, 예상 효과',
    guard: '가드레일, 제한',
    because: '이유, 왜냐하면, 때문에',
    evidence: '근거, 증거',
    outcome: '결과, 성과',
  },
  tr: {
    'key result': 'anahtar sonuç, anahtar sonuc, temel sonuç, kilit sonuç, anahtar sonuçlar, temel sonuçlar',
    hypothesis: 'hipotez, varsayım',
    expect: 'beklenti, beklentiler, beklenen, bekliyoruz, beklenen etki, beklenen değişim',
    guard: 'koruma, sınır, koruma metriği, koruma sınırı',
    because: 'çünkü, cunku, neden, gerekçe',
    evidence: 'kanıt, kanıtlar',
    outcome: 'sonuç, sonuc, etki',
  },
  uk: {
    'key result': 'ключовий результат, ключові результати',
    hypothesis: 'гіпотеза',
    expect: 'очікується, очікування, очікуємо, очікуваний ефект',
    guard: 'обмеження, межа',
    because: 'тому що, бо',
    evidence: 'доказ, докази',
    outcome: 'підсумок',
  },
  cs: {
    'key result': 'klíčový výsledek, klíčové výsledky, kľúčový výsledok, kľúčové výsledky',
    hypothesis: 'hypotéza',
    expect: 'očekávání, očekávaný efekt, očekáváme, očakávanie, očakávaný efekt, očakávame',
    guard: 'mez, hranice, omezení, obmedzenie, hranica',
    because: 'protože, důvod, pretože, dôvod',
    evidence: 'důkaz, důkazy, dôkaz, dôkazy',
    outcome: 'výsledek, výsledok, dopad',
  },
  fi: {
    'key result': 'avaintulos, avaintulokset',
    hypothesis: 'hypoteesi',
    expect: 'odotus, odotukset, odotamme, odotettu vaikutus',
    guard: 'raja, suojaraja',
    because: 'koska, syy',
    outcome: 'tulos, vaikutus',
  },
  hu: {
    'key result': 'kulcseredmény, kulcseredmények',
    hypothesis: 'hipotézis',
    expect: 'várakozás, elvárás, várható, várható hatás, várjuk',
    guard: 'korlát, határ',
    because: 'mert, indok',
    outcome: 'eredmény, hatás',
  },
  ro: {
    'key result': 'rezultat cheie, rezultate cheie',
    hypothesis: 'ipoteză, ipoteza',
    expect: 'așteptare, așteptări, aşteptare, ne așteptăm, efect așteptat, estimat',
    guard: 'limită, limita',
    because: 'deoarece, pentru că, motiv',
    outcome: 'rezultat',
  },
  el: {
    'key result': 'βασικό αποτέλεσμα, κύριο αποτέλεσμα, βασικά αποτελέσματα',
    hypothesis: 'υπόθεση',
    expect: 'προσδοκία, αναμένεται, αναμένουμε, αναμενόμενο αποτέλεσμα',
    guard: 'όριο',
    because: 'επειδή, γιατί',
    outcome: 'αποτέλεσμα',
  },
  ca: {
    'key result': 'resultat clau, resultats clau',
    expect: 'esperat, esperem, s’espera, efecte esperat',
    guard: 'límit, salvaguarda',
    because: 'perquè, motiu',
    outcome: 'resultat',
  },
  id: {
    'key result': 'hasil kunci, hasil utama',
    hypothesis: 'hipotesis',
    expect: 'harapan, diharapkan, ekspektasi, efek yang diharapkan, perkiraan',
    guard: 'batas, pengaman',
    because: 'karena, alasan',
    outcome: 'hasil, dampak',
  },
  vi: {
    'key result': 'kết quả then chốt, kết quả chính, kết quả chủ chốt',
    hypothesis: 'giả thuyết',
    expect: 'kỳ vọng, kì vọng, mong đợi, dự kiến',
    guard: 'giới hạn, ngưỡng',
    because: 'vì, bởi vì, lý do',
    outcome: 'kết quả',
  },
  th: {
    'key result': 'ผลลัพธ์หลัก, ผลลัพธ์สำคัญ',
    hypothesis: 'สมมติฐาน',
    expect: 'คาดหวัง, คาดการณ์, คาดว่า',
    guard: 'ขีดจำกัด',
    because: 'เพราะ, เหตุผล',
    outcome: 'ผลลัพธ์',
  },
  hi: {
    'key result': 'मुख्य परिणाम, प्रमुख परिणाम',
    hypothesis: 'परिकल्पना',
    expect: 'अपेक्षा, अपेक्षित, उम्मीद',
    guard: 'सीमा',
    because: 'क्योंकि, कारण',
    outcome: 'परिणाम',
  },
  ar: {
    'key result': 'النتيجة الرئيسية, نتيجة رئيسية, النتائج الرئيسية',
    hypothesis: 'الفرضية, فرضية',
    expect: 'المتوقع, التوقع, نتوقع',
    guard: 'الحد, حد',
    because: 'لأن, السبب',
    outcome: 'النتيجة',
  },
  he: {
    'key result': 'תוצאת מפתח, תוצאות מפתח',
    hypothesis: 'השערה',
    expect: 'ציפייה, צפוי, אנו מצפים',
    guard: 'גבול, מגבלה',
    because: 'כי, סיבה',
    outcome: 'תוצאה',
  },
  ja: {
    'key result': '主要な成果, 主要成果, 主要な結果, 主な成果, キーリザルト, キー リザルト, 主要結果',
    hypothesis: '仮説',
    expect: '期待, 期待値, 期待する変化, 予想, 見込み, 期待される効果',
    guard: 'ガード, ガードレール, 制限, 許容範囲',
    because: '理由, なぜなら',
    evidence: '根拠, 証拠, エビデンス',
    outcome: '成果, 結果, アウトカム',
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

export function words(list: string): string[] {
  return list.split(', ');
}
