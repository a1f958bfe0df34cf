import { atLooks } from './at-looks.ts';
import { byMethod } from './by-method.ts';
import { byShape } from './by-shape.ts';
import { howFast } from './how-fast.ts';
import { ofGuards } from './of-guards.ts';
import { ofPromises } from './of-promises.ts';
import { ofReleases } from './of-releases.ts';
import { onCleanSeries } from './on-clean-series.ts';
import type { Wish } from './table.ts';
import { withSiblings } from './with-siblings.ts';
import { withYear } from './with-year.ts';

/** Each makes the tables of one question. */
export const parts = {
  methods: byMethod,
  shapes: byShape,
  clean: onCleanSeries,
  siblings: withSiblings,
  year: withYear,
  promises: ofPromises,
  guards: ofGuards,
  looks: atLooks,
  releases: ofReleases,
  speed: howFast,
} satisfies Record<string, (wish: Wish) => string>;

export type Part = keyof typeof parts;
