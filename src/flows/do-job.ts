import type { Repository } from '../domain/repository.ts';
import { goLive } from './commands/go-live.ts';
import { publishDigest } from './digest/publish-digest.ts';
import { publishForecast } from './forecast/publish-forecast.ts';
import { evaluatePullRequest } from './gate/evaluate-pull-request.ts';
import { attendIssue } from './hypothesis/attend-issue.ts';
import type { Job } from './ports/job.ts';
import type { World } from './ports/world.ts';
import { doWhatIsDue } from './readout/do-what-is-due.ts';
import { raiseTinyBoxAlarms } from './readout/raise-tiny-box-alarm.ts';
import type { ReadoutOutcome } from './readout/readout-outcome.ts';
import { tellRelease } from './readout/tell-release.ts';
import { carryBet } from './release/follow-change.ts';
import { shipBet } from './release/ship-bet.ts';
import { noteRevertedPart, reapplyBet, undoBet } from './release/undo-bet.ts';
import { rewrite } from './upkeep/rewrite.ts';
import { sweepRepository } from './upkeep/sweep-repository.ts';

/** Work that an earlier state change enqueued. Deliveries are worked off by the inbox. */
export async function doJob(
  world: World,
  repository: Repository,
  job: Exclude<Job, { kind: 'delivery' }>,
): Promise<ReadoutOutcome | undefined> {
  if (job.kind === 'sweep') {
    await sweepRepository(world, repository, new Date(job.since));
    return undefined;
  }
  if (job.kind === 'digest') {
    await publishDigest(world, repository, job.rhythm);
    return undefined;
  }
  const { number } = job;
  switch (job.kind) {
    case 'evaluate':
      await evaluatePullRequest(world, repository, number);
      return undefined;
    case 'forecast': {
      const bet = await publishForecast(world, repository, number);
      if (bet) await tellRelease(world, bet);
      return undefined;
    }
    case 'tiny-box':
      await raiseTinyBoxAlarms(world, repository, number);
      return undefined;
    case 'ship':
      await shipBet(world, repository, number, job.signal, new Date(job.at), job.holds);
      return undefined;
    case 'live': {
      const refused = await goLive(world, repository, number, {
        ...{ at: new Date(job.at), saidAt: new Date(job.saidAt), by: job.by },
      });
      // It was told that it counts; since then the bet has changed.
      if (refused)
        world.log.warn({ repository: repository.name, number, by: job.by }, 'Live time not accepted: it came too late');
      return undefined;
    }
    case 'carry':
      await carryBet(world, repository, number, { ...job.by, at: new Date(job.by.at) }, job);
      return undefined;
    case 'undo':
      await undoBet(world, repository, number, { ...job.undoing, at: new Date(job.undoing.at) });
      return undefined;
    case 'part':
      await noteRevertedPart(world, repository, number, { ...job.by, at: new Date(job.by.at) });
      return undefined;
    case 'reapply':
      await reapplyBet(world, repository, number, { ...job.by, at: new Date(job.by.at) });
      return undefined;
    case 'hypothesis': {
      const { change } = job;
      await attendIssue(world, repository, number, change ? { change: { ...change, at: new Date(change.at) } } : {});
      return undefined;
    }
    case 'rewrite':
      await rewrite(world, repository, number);
      return undefined;
    case 'readout':
      return doWhatIsDue(world, repository, number, job.now ? new Date(job.now) : world.now());
    default:
      // During a roll-out two versions share the queue: the other one will take it at a later try.
      throw new Error(`This version does not know jobs of the kind ${(job satisfies never as { kind: string }).kind}`);
  }
}
