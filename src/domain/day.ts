/** Milliseconds of a day in UTC, which knows no daylight saving. */
export const day = 86_400_000;

export const daysBefore = (instant: Date, days: number) => new Date(instant.getTime() - days * day);
