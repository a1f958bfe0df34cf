import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import { type Finding, misses } from '../../domain/gate/judgement.ts';
import { plain } from '../words/plain.ts';
import { counted } from '../words/words.ts';
import { findingTitle } from './finding-in-words.ts';
import { longestTitle } from './findings/finding-words.ts';

/**
 * The reason in a few words, plain text: `KR1: Visit to sign-up rate +10% within 14 days`. What is wrong with the map that it proposes comes after
 * what its author has to hear first.
 */
export function checkTitle(finding: Finding, disclosure: Disclosure, proposed: readonly unknown[] = []): string {
  if (proposed.length > 0 && !misses(finding)) return `${counted(proposed.length, 'problem')} in the outcome map`;
  return plain(findingTitle(finding, disclosure), longestTitle);
}
