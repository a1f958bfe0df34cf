import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { CheckAnnotation } from '../../domain/gate/check-output.ts';
import type { LintFinding } from '../../domain/lint/lint.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { list } from '../comment/table.ts';
import { inertSentence } from '../words/inert.ts';
import { plain } from '../words/plain.ts';
import { capital, counted } from '../words/words.ts';
import { lintInWords } from './lint-in-words.ts';

const shown = 10;

/** What the map that a pull request proposes could say better, errors first. */
export function lintNote(findings: LintFinding[], disclosure: Disclosure): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const more = findings.length - shown;
  return [
    `The map could be more useful in ${counted(findings.length, 'place')}, marked on the lines of the file.${weight(errors, findings.length)}`,
    list([
      ...findings.slice(0, shown).map((finding) => lineOf(finding, disclosure)),
      more > 0 ? `${more} more; \`npx soundings validate\` lists them all.` : undefined,
    ]),
  ].join('\n\n');
}

/** What it means for the pull request. */
function weight(errors: number, all: number): string {
  if (errors === 0) return ' Nothing is held up by it: `policy.lint` in the map says what should be.';
  const which =
    errors === all ? (all === 1 ? 'It has' : 'They have') : `${errors} of them ${errors === 1 ? 'has' : 'have'}`;
  return ` ${which} to be mended first: \`policy.lint\` in the map says so.`;
}

function lineOf(finding: LintFinding, disclosure: Disclosure): string {
  const { what, why, better } = lintInWords(finding, disclosure);
  const level = finding.level === 'error' ? '**error** ' : '';
  return `${level}line ${finding.at.line}: ${inertSentence(what)}; ${inertSentence(why)}. Better: ${inertSentence(better)}.`;
}

export function lintAnnotations(findings: LintFinding[], disclosure: Disclosure): CheckAnnotation[] {
  return findings.map((finding) => ({
    path: mapPath,
    line: finding.at.line,
    column: finding.at.column,
    level: finding.level === 'error' ? 'failure' : 'warning',
    title: `Outcome map: ${finding.rule}`,
    message: plain(lintSentence(finding, disclosure), 1000),
  }));
}

/** What, why and what to write instead, as plain text. */
export function lintSentence(finding: LintFinding, disclosure: Disclosure): string {
  const { what, why, better } = lintInWords(finding, disclosure);
  return `${capital(what)}. ${capital(why)}. Better: ${better}.`;
}
