/** How much of a lift is there on day `i` of a window of so many. */
export const shapes = {
  'at once': () => 1,
  'rising over a week': (i) => Math.min(1, (i + 1) / 7),
  'fading, to a third in ten days': (i) => Math.exp(-i / 10),
  'a novelty, halved every three days': (i) => 2 ** (-i / 3),
  'three days': (i) => (i < 3 ? 1 : 0),
  'three days, two and a half times as large': (i) => (i < 3 ? 2.5 : 0),
  'rolled out in thirds': (i, days) => (i < days / 3 ? 0.1 : i < (2 * days) / 3 ? 0.5 : 1),
  'a week late': (i) => (i < 7 ? 0 : 1),
} satisfies Record<string, (i: number, days: number) => number>;

export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];
