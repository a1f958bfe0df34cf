import { PGlite } from '@electric-sql/pglite';

/** Its own 128 MB would be taken from the process as the record is read; files stay in the cache of the operating system anyway. */
export const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
