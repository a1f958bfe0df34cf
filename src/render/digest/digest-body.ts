import type { Digest } from '../../domain/digest/digest.ts';
import type { Rhythm } from '../../domain/outcome-map/digest/plan.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { capital } from '../words/words.ts';
import { leadOf } from './digest-lead.ts';
import { happened } from './happened.ts';
import { lookBack } from './look-back.ts';
import { metricSection } from './metric-section.ts';
import { predictions } from './predictions.ts';
import { silentShips } from './silent-ships.ts';
import { wouldStop } from './would-stop.ts';

export const digestTitle = (rhythm: Rhythm, edition: string): string => `${capital(rhythm)} digest: ${edition}`;

/** The issue, which shows the newest edition. @param of tells apart the digests of several maps in one repository */
export const renderDigestIssue = (digest: Digest, of?: string): { title: string; body: string } => ({
  title: digestTitle(digest.edition.rhythm, digest.edition.name),
  body: commentBody({
    marker: marker('digest', { rhythm: digest.edition.rhythm, of, edition: digest.edition.name }),
    shown: sectionsOf(digest),
    close: [`Written by Soundings, and edited in place: earlier ${digest.edition.rhythm} editions are comments below.`],
  }),
});

/** What a digest says, for a terminal, a page or a message. */
export const renderDigest = (digest: Digest): string =>
  `${[`## ${digestTitle(digest.edition.rhythm, digest.edition.name)}`, ...sectionsOf(digest)].join('\n\n')}\n`;

/** An edition as it stays: those who follow the issue hear of it by this. */
export const renderEdition = (digest: Digest): string => {
  const [lead = '', ...sections] = sectionsOf(digest);
  return commentBody({
    marker: marker('digest', { rhythm: digest.edition.rhythm }),
    shown: [lead],
    folds: sections.length > 0 ? [{ summary: 'The whole edition', content: sections.join('\n\n') }] : [],
  });
};

const sectionsOf = (digest: Digest): string[] => sectionsWith(digest, metricSection(digest));

/** In the order in which they need somebody, with the metrics as the medium shows them. */
export function sectionsWith<Metrics>(digest: Digest, metrics: Metrics | undefined): (string | Metrics)[] {
  const { rhythm } = digest.edition;
  const sections: Record<Rhythm, (string | Metrics | undefined)[]> = {
    weekly: [...happened(digest), metrics, wouldStop(digest)],
    monthly: [metrics, ...happened(digest), ...predictions(digest)],
    quarterly: [...lookBack(digest), ...predictions(digest)],
  };
  return [leadOf(digest), silentShips(digest), ...sections[rhythm]].filter((section) => section !== undefined);
}
