import { createRequire } from 'node:module';
import { z } from 'zod';

/** A package that only one type of connection needs. Soundings does not bring it. */
interface Peer {
  package: string;
  /** As npm writes it. */
  version: string;
}

const { resolve } = createRequire(import.meta.url);

/** The `type` of a connection that needs a package. A file of sources that has one without the package is refused. */
export const typeWithPeer = <Type extends string>(type: Type, peer: Peer) =>
  z.literal(type).refine(() => isInstalled(peer.package), {
    error: `the package ${peer.package} beside Soundings: \`npm install --no-save --omit=dev ${peer.package}@${peer.version}\``,
  });

function isInstalled(name: string): boolean {
  try {
    resolve(name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return false;
  }
}
