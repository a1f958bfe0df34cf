// INTERIM, uncommitted: the lead's placeholder so that stories can run; the render engineer overwrites this file.
import type { Readout } from '../domain/readout.ts';
import { marker } from './marker.ts';
export const renderReadout = (r: Readout) =>
  `${marker(r.interim ? 'interim' : 'final', { verdict: r.verdict })}\n\n${r.interim ? 'interim' : `@${r.author}`} 95 % v1.4.0 ${JSON.stringify(r.movements.map((m) => [m.verdict, { ...m.answer, counterfactual: 0 }]))} ${r.silence?.metrics.map((m) => `\`${m.owner}\``)}`;
export const renderSuperseded = () => `${marker('final', { verdict: 'no-data' })}\n\nSuperseded.`;
