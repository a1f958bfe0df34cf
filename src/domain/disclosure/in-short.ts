/**
 * Relative figures of a hidden metric, as exactly as comments say them. All the digits of a share tell the two counts that it is made of.
 */
export const inShort = <Figures extends object>(figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toPrecision(3)) : value,
    ]),
  ) as Figures;
