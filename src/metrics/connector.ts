import type { LookupFunction } from 'node:net';
import type { z } from 'zod';
import type { ConnectionConfig } from './connection-config.ts';
import type { Network } from './network/refused-range.ts';
import type { Source } from './source.ts';

/** The surroundings of a connection, which its configuration cannot know. */
export interface Place {
  /** Folder of the file of sources; relative paths begin there. */
  folder: string;
  /** The setting of the whole file, which a connection's own overrides. Absent: `any`. */
  network?: Network;
  /** How names become addresses. Absent: the system's way. */
  lookup?: LookupFunction;
}

/**
 * A type of connection: the schema of its part of the file, and what makes a source of it. Opening connects to nothing.
 */
export interface Connector<Config extends ConnectionConfig = ConnectionConfig> {
  config: z.ZodType<Config>;
  open(config: Config, place: Place): Source;
}
