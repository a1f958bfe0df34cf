import type { LookupFunction } from 'node:net';
import type { z } from 'zod';
import type { ConnectionConfig } from './connection-config.ts';
import type { Network } from './network/refused-range.ts';
import type { Source } from './source.ts';

/** Where a connection stands, for what its configuration cannot know. */
export interface Place {
  /** Folder of the file of sources; relative paths begin there. */
  folder: string;
  /** What the whole file says; a connection's own word comes before it. Absent: `any`. */
  network?: Network;
  /** How names become addresses. Absent: as the system does it. */
  lookup?: LookupFunction;
}

/** A type of connection: what its part of the file looks like, and what makes a source of it. Opening connects to nothing. */
export interface Connector<Config extends ConnectionConfig = ConnectionConfig> {
  config: z.ZodType<Config>;
  open(config: Config, place: Place): Source;
}
