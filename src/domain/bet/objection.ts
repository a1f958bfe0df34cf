/** A reference or line that does not count: what, why, and the closest names that do exist. */
export interface Objection {
  /** As the person wrote it: `KR9`, `#77`, or the whole line. */
  subject: string;
  what: string;
  /** What to write instead, in a few words. */
  expected?: string;
  /** Closest existing names with their titles, best first. */
  suggestions: { name: string; title: string }[];
  /** What the author staked is lost with it, so that the check is not green. */
  lost?: true;
}
