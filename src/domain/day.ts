/** Milliseconds of a day in UTC, which knows no daylight saving. */
export const day = 86_400_000;
