import type { ReadableLine } from '../text/readable-line.ts';

/** Headings under which people write what they would do if it went wrong, which is no revert. */
const plan =
  /\b(?:roll(?:ing)?[\s-]?back|back(?:ing)?[\s-]?out|fallback|contingency|recovery|risks?|mitigation)\b|\b(?:revert(?:ing|s)?|undo(?:ing)?|deploy(?:ment)?|release|emergency)\s(?:plan|steps|strategy|instructions|procedure|process)\b|\bhow\b.{0,40}\b(?:revert|undo|roll|back out)|\bif (?:something|anything|it|this|things)\b/i;
/** A label by itself, as templates write it in place of a heading. */
const label = /^(?:\*\*|__)?[^*_\n:]{2,60}(?::(?:\*\*|__)?|(?:\*\*|__):?)$/;
const endsReverts = /^(?:this .{0,20})?(?:reverts?|reverted|reverting)\b/i;

/** Without what stands below a heading (or a label) that announces a plan for going back. */
export function outsidePlans(lines: readonly ReadableLine[]): ReadableLine[] {
  const kept: ReadableLine[] = [];
  let inPlan = false;
  for (const line of lines) {
    if (line.heading || (label.test(line.text) && !endsReverts.test(line.text))) inPlan = plan.test(line.text);
    if (!inPlan) kept.push(line);
  }
  return kept;
}
