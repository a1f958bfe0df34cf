/** What a sample may hold, beside its time. */
export const figureNames = ['value', 'n', 'numerator', 'denominator', 'mean', 'stddev'] as const;
export type FigureName = (typeof figureNames)[number];

/** `null`: nothing is known of that time. */
export type Figures = Partial<Record<FigureName, number | null>>;

export interface PushedSample {
  /** When it begins; a day is named by the midnight UTC of its date. */
  at: Date;
  /** Of an experiment; '': none. */
  arm: string;
  figures: Figures;
}

/** What all samples of a metric have in common: a series is of one kind. */
export interface PushedKind {
  /** The figures, and `arm` before them where there are arms. */
  columns: string[];
  /** false: instants. */
  dates: boolean;
}

/** `"numerator" and "denominator" by date` */
export function kindInWords({ columns, dates }: PushedKind): string {
  const names = columns.map((name) => `"${name}"`);
  const last = names.pop();
  return `${names.length > 0 ? `${names.join(', ')} and ` : ''}${last} ${dates ? 'by date' : 'by instant'}`;
}

const keptYears = 5;

/** Samples are kept for five years: what began before this is not taken, and forgotten. */
export function pushedFrom(now: Date): Date {
  const from = new Date(now);
  from.setUTCFullYear(from.getUTCFullYear() - keptYears);
  return from;
}
