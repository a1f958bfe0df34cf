import { z } from 'zod';
import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Carrier } from '../../domain/bet/carrier.ts';
import type { ShipSignal, Undoing } from '../../domain/bet/lifecycle.ts';
import type { Challenge } from '../../domain/commands/challenge.ts';
import type { CheckWords } from '../../domain/gate/check-output.ts';
import type { Exemption } from '../../domain/gate/facts.ts';
import type { HypothesisStanding } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Job, Reverter } from '../../flows/ports/job.ts';
import type { BrokenMap, GoodMap } from '../../flows/ports/stored.ts';
import { kind, plain } from './document-kind.ts';
import { type BetDocument, betDocument, edgeTrial, reapplied } from './shapes/bet-shape.ts';
import { checkWords, exemption } from './shapes/gate-shape.ts';
import { challenge, hypothesisStanding } from './shapes/hypothesis-shape.ts';
import { job } from './shapes/job-shape.ts';
import { brokenMap, goodMap, outcomeMap } from './shapes/map-shape.ts';
import { carrier, carrierList, reverter, shipSignal, undoing } from './shapes/release-shape.ts';
import { texts } from './shapes/shape.ts';

/** For a version that only adds to the one before. */
const asItIs = <T>(older: T): T => older;

/** "Standing" is the word for a hypothesis; metrics have levels. */
const standingsToLevels = ({ standings, ...bet }: Record<string, unknown>) =>
  standings === undefined ? bet : { ...bet, levels: standings };

/*
 * Every kind of document in the database. To change one: change its schema, add an up-cast from the latest version, and
 * record both (docs/decisions/0110). `test/db/documents.test.ts` fails until then.
 */
export const kinds = {
  bet: kind<BetDocument>()(
    betDocument,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    standingsToLevels,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
  ),
  outcomeMap: kind<OutcomeMap>()(
    outcomeMap,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
    asItIs,
  ),
  shipSignal: kind<ShipSignal>()(shipSignal, asItIs, asItIs),
  undoing: kind<Undoing>()(undoing, asItIs),
  reapplied: kind<NonNullable<BetRecord['reapplied']>>()(reapplied, asItIs),
  goodMap: kind<GoodMap>()(goodMap, asItIs, asItIs, asItIs, asItIs, asItIs, asItIs, asItIs, asItIs, asItIs, asItIs),
  brokenMap: kind<BrokenMap>()(brokenMap, asItIs),
  exemption: kind<Exemption>()(exemption, asItIs),
  checkWords: kind<CheckWords>()(checkWords, asItIs),
  job: kind<Job>()(job, asItIs, asItIs, asItIs, asItIs, asItIs, asItIs),
  hypothesisStanding: kind<HypothesisStanding>()(hypothesisStanding, asItIs),
  challenge: kind<Challenge>()(challenge, asItIs),
  edgeTrial: kind<EdgeTrial>()(edgeTrial, asItIs),
  reverter: kind<Reverter>()(reverter, asItIs),
  carrier: kind<Carrier>()(carrier, asItIs),
  carriers: kind<{ list: Carrier[] }>()(carrierList, asItIs),
};

export const text = plain(z.string());
export const textList = plain(texts);
