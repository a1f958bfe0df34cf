/** Slots after which an effect may have passed, or arrived. */
export const turns = { day: [2, 3, 4, 5, 7, 10, 14, 21], hour: [3, 6, 12, 24, 48, 72, 120, 168, 336] } as const;
