import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { Finding } from '../../../domain/gate/judgement.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';

export type FindingOf<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;

/** More is cut off in the list of checks. */
export const longestTitle = 59;

/** A finding for people. */
export interface FindingWords<Found> {
  /** The reason in a few words, plain text, cut at `longestTitle`. */
  title: (finding: Found, disclosure: Disclosure) => string;
  /** Paragraphs of Markdown, the answer first; empty ones are left out. */
  summary: (finding: Found, facts: PullRequestFacts) => string[];
}

/** For what is told by the map in force. */
export const byMap =
  <Found>(told: (finding: Found, facts: PullRequestFacts, map: OutcomeMap) => string[]) =>
  (finding: Found, facts: PullRequestFacts): string[] =>
    'map' in facts.mapState ? told(finding, facts, facts.mapState.map) : [];
