// INTERIM, uncommitted: the lead's placeholder so that stories can run; the render engineer overwrites this file.
import type { Forecast } from '../domain/forecast.ts';
import { marker } from './marker.ts';
export const renderForecast = (f: Forecast) =>
  `${marker('forecast', { measurable: f.rows.every((r) => r.baseline.kind === 'level') ? 'yes' : 'no', state: f.state })}\n\n${f.rows.map((r) => r.movement.metric.title + ' ' + JSON.stringify(r.expected?.relative) + (r.baseline.kind === 'failed' ? ' cannot be measured: ' + r.baseline.failure.text : '')).join('\n')}\nxychart-beta\n${JSON.stringify(f.events)} ${f.events.map((e) => (e.kind === 'undone' ? (e.undoing.by === 'rollback' ? 'rolled back' : e.undoing.by === 'revert' ? `#${e.undoing.number}` : '') : '')).join()}`;
export const renderWithdrawnForecast = () => `${marker('forecast', { measurable: 'no', state: 'open' })}\n\nThe description states no bet any more.`;
