import type { Log } from '../../flows/ports/log.ts';
import type { FirstOwners } from '../../flows/ports/metric-reader.ts';
import type { Notice, Outlets } from '../../flows/ports/outlets.ts';
import { SourceFailure } from '../source-failure.ts';
import type { Connection, Sources } from '../sources.ts';

/** If an outlet is down for longer, only the issue has the news. */
const tries = 3;

/** The operator's outlets. Each is sent to by itself, so a failure of one does not affect the others. */
export function outletsOf({
  sources,
  firstOwners,
  log,
  pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
}: {
  sources: Sources;
  firstOwners: FirstOwners;
  log: Log;
  pause?: (milliseconds: number) => Promise<unknown>;
}): Outlets {
  /** A login may belong to somebody else by now; a number cannot. */
  const isFor = async ({ owners = [] }: Connection, owner: string, ownerId: number) =>
    owners.includes(ownerId) || (owners.includes(owner.toLowerCase()) && (await firstOwners.wasFirst(owner, ownerId)));

  async function send(name: string, { source: { outlet }, timeout }: Connection, notice: Notice): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await outlet?.send(notice, AbortSignal.timeout(timeout));
        return;
      } catch (error) {
        if (!(error instanceof SourceFailure)) throw error;
        const { status } = error.detail;
        const isFinal = attempt === tries || (typeof status === 'number' && status < 500 && status !== 429);
        if (isFinal) {
          log.warn(
            { outlet: name, event: notice.event, id: notice.id, ...error.detail },
            `Word not sent: ${error.message}`,
          );
          return;
        }
        await pause(attempt * 1_000);
      }
    }
  }

  return {
    async tell({ owner, ownerId }, notice) {
      const wanted = [...sources].filter(([, { source }]) => source.outlet?.events.includes(notice.event));
      for (const [name, connection] of wanted)
        if (await isFor(connection, owner, ownerId)) await send(name, connection, notice);
    },
  };
}
