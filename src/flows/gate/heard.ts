import type { Told } from '../ports/domain-event.ts';

/** What led here, as far as it counts beyond what GitHub says now. */
export interface Heard {
  merged?: Told['merged'];
  label?: { name: string; set: boolean; by: string };
  pushed?: { before: string; after: string; by: string };
  /** Whose change of the text this is, by login. */
  editedBy?: string;
}
