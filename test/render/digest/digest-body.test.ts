import { expect, test } from 'vitest';
import { isNews } from '../../../src/domain/digest/digest.ts';
import { rhythms } from '../../../src/domain/outcome-map/digest/plan.ts';
import { renderDigest, renderDigestIssue, renderEdition } from '../../../src/render/digest/digest-body.ts';
import { sampleDigest } from '../../stage/samples/sample-digests.ts';

const noBreaks = (text: string) => text.replaceAll('\u00a0', ' ');

test.each(rhythms)('a %s digest in which everything happened', async (rhythm) => {
  const { title, body } = renderDigestIssue(sampleDigest(rhythm), undefined);
  await expect(`${title}\n\n${noBreaks(body)}`).toMatchFileSnapshot(`../../fixtures/digests/${rhythm}.md`);
});

test.each(rhythms)('a %s edition says in a comment what happened, and holds the rest in a fold', (rhythm) => {
  const digest = sampleDigest(rhythm);
  const [marker, lead, fold] = renderEdition(digest).split('\n\n');
  expect(marker).toBe(`<!-- soundings:digest v1 rhythm=${rhythm} -->`);
  expect(renderDigestIssue(digest).body).toContain(lead);
  expect(fold).toBe('<details><summary>The whole edition</summary>');
});

test.each(rhythms)('a %s digest in which nothing happened says so, and is no news', (rhythm) => {
  const digest = sampleDigest(rhythm);
  const none = { rows: [], count: 0 };
  const quiet = {
    ...digest,
    ...{ silent: none, opened: none, shipped: none, concluded: none, moved: 0 },
    ...{ metrics: [], moreMetrics: 0, pace: [], edges: [], objectives: [] },
    ...(digest.wouldStop ? { wouldStop: { ...none, merged: 0 } } : {}),
  };
  expect([isNews(digest), isNews(quiet)]).toEqual([true, false]);
  expect(renderDigest(quiet).split('\n\n').slice(1)).toEqual([
    expect.stringMatching(/^\*\*.+\*\*, .+\. No bet opened, shipped or concluded\.\n$/),
  ]);
});
