// INTERIM, uncommitted: the lead's placeholder so that stories can run; the render engineer overwrites this file.
import type { ShipSignal } from '../domain/lifecycle.ts';
import type { GuardReadout } from '../domain/readout.ts';
import { marker } from './marker.ts';
export const renderAlarm = ({ guard }: { guard: GuardReadout; author: string; shippedAt: Date; signal?: ShipSignal; redact: boolean }) =>
  `${marker('alarm', { metric: guard.guarded.metric.name })}\n\n${guard.guarded.metric.title} got worse`;
