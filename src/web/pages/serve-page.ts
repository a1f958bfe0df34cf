import type { Around, Markup } from '../../render/pages/layout.ts';
import type { Routes } from '../server.ts';
import { drawPng } from './draw-png.ts';
import type { forViewers, OwnersVisit } from './for-viewers.ts';

interface Forms<Found> {
  html(found: Found, around: Around): Markup;
  json(found: Found): object;
  csv?(found: Found): string;
  /** Also drawn as PNG. Undefined: there is nothing to draw. */
  svg?(found: Found): Markup | undefined;
}

export type Visit = OwnersVisit & {
  /** A part of the address, without the ending that names the form. */
  param(name: string): string;
};

/**
 * A page of an owner at its address, the same as JSON below `/api/v1`, and its other forms at the address with `.csv`,
 * `.svg` and `.png`.
 */
export function servePages(routes: Routes, ofOwner: ReturnType<typeof forViewers>['ofOwner']) {
  /** @param isOpen everybody may see it, if the owner's map says so */
  return <Found>(
    path: string,
    find: (visit: Visit) => Promise<Found | undefined>,
    forms: Forms<Found>,
    isOpen = false,
  ): void => {
    const whole = (visit: OwnersVisit) => find({ ...visit, param: (name) => visit.call.req.param(name) ?? '' });
    const asPage = async (visit: OwnersVisit) => {
      const found = await whole(visit);
      return found && { html: forms.html(found, visit.around) };
    };
    const { csv, svg } = forms;
    const others = {
      ...(csv && { csv: async (found: Found) => ({ csv: csv(found) }) }),
      ...(svg && {
        svg: async (found: Found) => picture(svg(found)),
        png: (found: Found) => pngOf(svg(found)),
      }),
    };
    for (const [ending, answer] of Object.entries(others))
      routes.get(
        `/o/:owner${withEnding(path, ending)}`,
        ofOwner(async (visit) => {
          const param = (name: string) => (visit.call.req.param(name) ?? '').replace(new RegExp(`\\.${ending}$`), '');
          const found = await find({ ...visit, param });
          // A name may end like this too.
          return found ? answer(found) : asPage(visit);
        }),
      );
    routes.get(`/o/:owner${path}`, ofOwner(asPage, isOpen));
    routes.get(
      `/api/v1/o/:owner${path}`,
      ofOwner(async (visit) => {
        const found = await whole(visit);
        return found && { json: forms.json(found) };
      }, isOpen),
    );
  };
}

const picture = (svg: Markup | undefined) => svg && { svg };

const pngOf = async (svg: Markup | undefined) => svg && { png: await drawPng(String(svg)) };

/** `/bets/:number{[0-9]+}` becomes `/bets/:number{[0-9]+\.csv}`. */
function withEnding(path: string, ending: string): string {
  const [, before, pattern = '[^/]+'] = /^(.*\/:\w+)(?:\{(.*)\})?$/.exec(path) ?? [];
  return before === undefined ? `${path}.${ending}` : `${before}{${pattern}\\.${ending}}`;
}
