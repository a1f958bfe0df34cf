import type { ReadableLine } from '../text/readable-line.ts';

/** Headings under which people write what they would do if it went wrong, which is no revert. */
const plan =
  /\b(?:roll(?:ing)?[\s-]?back|back(?:ing)?[\s-]?out|fallback|contingency|recovery|risks?|mitigation)\b|\b(?:revert(?:ing|s)?|undo(?:ing)?|deploy(?:ment)?|release|emergency)\s(?:plan|steps|strategy|instructions|procedure|process)\b|\bhow\b.{0,40}\b(?:revert|undo|roll|back out)|\bif (?:something|anything|it|this|things|we|there)\b|\bin (?:the )?(?:case|event)(?: of)?\b|\bwhen in doubt\b/i;
/** The same in other languages; a table that a contributor can extend. */
const elsewhere =
  /rückfall|rückroll|notfallplan|plan de (?:retour|repli|reversión|contingencia)|retour arrière|marcha atrás|plano de (?:reversão|contingência)|piano di (?:rientro|ripristino)|план отката|im fall|falls etwas|en cas d|en caso de|em caso de|in caso di|в случае|切り戻し|ロールバック|回[滚滾退](?:方案|计划|計[畫划劃]|步骤|步驟|策略)/i;
/** By itself on its line, as in the summary of a fold. */
const byItself =
  /^\W{0,4}(?:roll(?:ing)?[\s-]?back|back(?:ing)?[\s-]?out|fallback|contingency|revert)(?:\s(?:plan|steps|strategy|instructions|procedure|process))?\W{0,4}$/i;
/** A label by itself, as templates write it in place of a heading. */
const label = /^(?:\*\*|__)?[^*_\n:]{2,60}(?::(?:\*\*|__)?|(?:\*\*|__):?)$/;
const endsReverts = /^(?:this .{0,20})?(?:reverts?|reverted|reverting)\b/i;

/** Without what stands below a heading (or a label) that announces a plan for going back. */
export function outsidePlans(lines: readonly ReadableLine[]): ReadableLine[] {
  const kept: ReadableLine[] = [];
  let inPlan = false;
  for (const line of lines) {
    const isHead = line.heading || (label.test(line.text) && !endsReverts.test(line.text));
    if (isHead || byItself.test(line.text)) inPlan = plan.test(line.text) || elsewhere.test(line.text);
    if (!inPlan) kept.push(line);
  }
  return kept;
}
