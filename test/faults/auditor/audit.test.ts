import { describe, expect, test } from 'vitest';
import { audit, type Circumstances } from './audit.ts';
import type { SeenComment, SeenPull, SeenRepository, Violation } from './seen.ts';

/*
 * The auditor is worth what it catches: each test starts from a GitHub on which everything is right, spoils one thing, and expects
 * to hear of that and of nothing else.
 */
const merged = new Date('2026-11-01T10:00:00Z');
const released = new Date('2026-11-02T10:00:00Z');
const app = 'soundings[bot]';
const map = 'policy: { mode: enforce }\nrelease: { on: release }\nfollow_up: { after: [7d, 28d] }\n';
const bet = 'Key result: KR1\nExpect: signup_rate +7% within 14 days\n';

const circumstances: Circumstances = {
  ...{ app, checkName: 'Soundings', writers: ['ann'], ownWords: { acme: 'acme', other: 'other' } },
  readoutsBy: [new Date('2026-11-12T00:00:00Z'), new Date('2026-12-12T00:00:00Z')],
};

let ids = 0;
const said = (body: string, author = app, reactions: string[] = [], at = merged): SeenComment => {
  ids += 1;
  return { id: ids, at, author, body, reactions };
};
const forecast = (state: string, percent = 7, more = '') =>
  said(`<!-- soundings:forecast v1 measurable=yes state=${state} -->\nshould rise ${percent}%${more}`);
const interim = () => said('<!-- soundings:interim v1 verdict=moved key=2026-11-20 -->');
const check = (sha: string, conclusion = 'success') => ({
  ...{ sha, name: 'Soundings', status: 'completed', conclusion, text: 'A bet' },
});
const pull = (number: number, changed: Partial<SeenPull>): SeenPull => {
  const headSha = String(number).repeat(40);
  return {
    ...{ number, author: 'ben', body: bet, state: 'open', draft: false, labels: [], headSha, baseRef: 'main' },
    ...{ checks: [check(headSha)], comments: [] },
    ...changed,
  };
};
const picked = 'e'.repeat(40);
/** Shipped so late that the last readout was not due. */
const late = new Date('2026-11-20T10:00:00Z');
const backport: Partial<SeenPull> = {
  ...{ baseRef: 'release/1.x', body: `(cherry picked from commit ${picked})` },
  checks: [{ sha: '9'.repeat(40), name: 'Soundings', status: 'completed', conclusion: 'neutral', text: 'A backport' }],
};
const word = (at: Date) => said('/soundings live', 'ann', [`${app} +1`], at);
const done = { state: 'closed', mergedAt: merged, mergeSha: 'f'.repeat(40) } as const;

function everythingRight(): { shop: SeenRepository; bare: SeenRepository } {
  const command = said('/soundings help', 'ann', [`${app} +1`]);
  return {
    shop: {
      ...{ fullName: 'acme/shop', map },
      pulls: [
        pull(1, { comments: [forecast('open')] }),
        pull(2, { body: 'Nothing', checks: [check('2'.repeat(40), 'failure')] }),
        pull(3, {
          ...done,
          release: { tag: 'v1.1.0', at: released },
          labels: ['soundings:moved'],
          comments: [
            forecast('concluded', 7, ', shipped in v1.1.0'),
            said('<!-- soundings:interim v1 verdict=moved key=2026-11-02 -->'),
            said('<!-- soundings:final v1 verdict=moved key=2026-11-30 -->'),
          ],
        }),
        pull(4, { ...done, comments: [forecast('reverted')], labels: ['soundings:reverted'] }),
        pull(5, { ...done, body: 'Reverts acme/shop#4', checks: [] }),
        pull(6, {
          body: 'Outcome: none (chore): tidying',
          comments: [command, said(`<!-- soundings:reply v1 key=${command.id} -->`)],
        }),
        pull(7, { ...done, mergeSha: picked, comments: [forecast('shipped', 7, ', shipped in v1.2.0'), interim()] }),
        pull(8, { ...backport, mergedAt: late, release: { tag: 'v1.2.0', at: late }, state: 'closed', checks: [] }),
        pull(9, { ...backport, body: `${bet}\n---\nThis is an automatic backport of pull request #3 done by a bot.` }),
        pull(10, {
          ...done,
          release: { tag: 'v1.1.0', at: released },
          comments: [word(late), forecast('shipped', 7, ', shipped, as `ann` said, on 20 Nov'), interim()],
        }),
      ],
    },
    bare: { fullName: 'other/bare', pulls: [pull(1, { checks: [] })] },
  };
}

const at = { open: 0, silent: 1, shipped: 2, reverted: 3, chore: 5, brought: 6, backport: 7, waiting: 8, live: 9 };

type Spoil = (world: { shop: SeenRepository; bare: SeenRepository; of(which: keyof typeof at): SeenPull }) => void;

function auditAfter(spoil: Spoil): Violation[] {
  const world = everythingRight();
  spoil({ ...world, of: (which) => world.shop.pulls[at[which]] as SeenPull });
  return audit([world.shop, world.bare], circumstances);
}

const longer = 'Measured longer by 28 days since 12 Dec';

test('a bet that is measured on by itself has no verdict, and says so where it was due', () => {
  const onward = ({ of }: Parameters<Spoil>[0]) => {
    const bet = of('shipped');
    bet.labels = [];
    bet.comments = [
      forecast('shipped', 7, `, shipped in v1.1.0\n- ${longer}`),
      said('<!-- soundings:interim v1 verdict=inconclusive key=2026-11-02 -->'),
    ];
    return bet;
  };
  expect(auditAfter(onward)).toEqual([]);
  expect(auditAfter((world) => onward(world).comments.pop())).toMatchObject([{ rule: 'one interim' }]);
  expect(
    auditAfter(({ of }) => {
      of('open').comments = [forecast('open', 7, `\n- ${longer}`)];
    }),
  ).toMatchObject([{ rule: 'right forecast' }]);
});

test('where everything is right nothing is found', () => {
  expect(auditAfter(() => undefined)).toEqual([]);
});

const last = (one: SeenPull, kind: string) => one.comments.findLast(({ body }) => body.includes(`soundings:${kind}`));
const again = (one: SeenPull, kind: string) => one.comments.push(said(last(one, kind)?.body ?? ''));
const without = (one: SeenPull, kind: string) => {
  one.comments = one.comments.filter(({ body }) => !body.includes(`soundings:${kind}`));
};
const alter = <T extends object>(one: T, changed: Partial<T>) => void Object.assign(one, changed);
const reworded = (one: SeenPull, from: string, to: string) => {
  one.comments = one.comments.map((comment) => ({ ...comment, body: comment.body.replace(from, to) }));
};

test('a second verdict for one change is caught', () => {
  const twice = auditAfter(({ of }) => {
    of('backport').comments.push(said('<!-- soundings:final v1 verdict=moved -->'));
  });
  expect(twice.map(({ rule }) => rule)).toEqual(['no comment without a bet', 'no readout before its day']);
});

describe('a word that crosses', () => {
  const crossing = (spoil: (one: SeenPull, word: SeenComment) => void) =>
    auditAfter(({ of }) => {
      const one = of('live');
      spoil(one, one.comments[0] as SeenComment);
    });
  const refuse = (one: SeenPull, word: SeenComment) => {
    word.reactions = [`${app} confused`];
    one.comments.push(said(`<!-- soundings:reply v1 key=${word.id} -->`));
  };

  test('the merge has either answer, and no third', () => {
    const sameSecond = (one: SeenPull) => alter(one, { mergedAt: late });
    expect(crossing(sameSecond)).toEqual([]);
    const without = (one: SeenPull) => reworded(one, 'shipped, as `ann` said, on', 'shipped in v1.1.0 on');
    expect(crossing((one, word) => void [sameSecond(one), refuse(one, word), without(one)])).toEqual([]);
    expect(crossing((one) => void [sameSecond(one), without(one), reworded(one, 'v1.1.0', 'v1.2.0')])).toMatchObject([
      { rule: 'right forecast' },
    ]);
    expect(crossing((one) => void [sameSecond(one), again(one, 'interim')])).toMatchObject([{ rule: 'one interim' }]);
  });

  test('and came before the merge starts nothing, however it is answered', () => {
    const early = (one: SeenPull) => alter(one, { mergedAt: new Date(late.getTime() + 1000) });
    const refused = crossing((one, word) => void [early(one), refuse(one, word)]);
    expect([...refused, ...crossing(early)].map(({ rule }) => rule)).toEqual([
      'right forecast',
      'right forecast',
      'right forecast',
      'right forecast',
    ]);
  });
});

describe('a bet that was taken back', () => {
  const said = ', shipped, as `ann` said, on 1 Nov';
  const takenBack = (at: Date, text = said) =>
    auditAfter(({ of }) => {
      const one = of('reverted');
      one.comments = [word(at), forecast('reverted', 7, text)];
    }).map(({ rule }) => rule);

  test('after somebody had said that it was live says by whose word it was out, or was taken back before that was heard', () => {
    expect(takenBack(merged)).toEqual([]);
    expect(takenBack(merged, '')).toEqual([]);
  });

  test('before that says nothing of it', () => {
    expect(takenBack(late)).toEqual(['right forecast']);
    expect(takenBack(merged, said.replace('ann', 'ben'))).toEqual(['right forecast']);
  });
});

describe('what is planted is caught', () => {
  const planted: [string, Violation['rule'], Spoil][] = [
    ['no check on an open head', 'one check', ({ of }) => alter(of('open'), { checks: [] })],
    ['two checks on a head', 'one check', ({ of }) => void of('open').checks.push(check('1'.repeat(40)))],
    [
      'two checks on an earlier head',
      'one check',
      ({ of }) => void of('open').checks.push(check('e'.repeat(40)), check('e'.repeat(40))),
    ],
    ['a check on an earlier head alone', 'one check', ({ of }) => alter(of('silent'), { headSha: 'e'.repeat(40) })],
    [
      'a green check without a bet',
      'right check',
      ({ of }) => alter(of('silent'), { checks: [check('2'.repeat(40), 'success')] }),
    ],
    ['a red check on a draft', 'right check', ({ of }) => alter(of('silent'), { draft: true })],
    ['a check that ignores the label', 'right check', ({ of }) => void of('silent').labels.push('no-outcome')],
    [
      'a check from before the map was relaxed',
      'right check',
      ({ shop }) => alter(shop, { map: map.replace('enforce', 'advise') }),
    ],
    ['no forecast', 'one forecast', ({ of }) => without(of('open'), 'forecast')],
    ['two forecasts', 'one forecast', ({ of }) => void again(of('open'), 'forecast')],
    ['a forecast from before an edit', 'right forecast', ({ of }) => reworded(of('open'), '7%', '9%')],
    [
      'a forecast that missed the release',
      'right forecast',
      ({ of }) => reworded(of('shipped'), 'concluded', 'merged'),
    ],
    ['a forecast of another release', 'right forecast', ({ of }) => reworded(of('shipped'), 'v1.1.0', 'v1.2.0')],
    [
      'a forecast that missed the revert',
      'right forecast',
      ({ of }) => reworded(of('reverted'), 'reverted', 'shipped'),
    ],
    [
      'a forecast without a bet',
      'no comment without a bet',
      ({ of }) => void of('silent').comments.push(forecast('open')),
    ],
    [
      'an alarm without a bet',
      'no comment without a bet',
      ({ of }) => void of('silent').comments.push(said('<!-- soundings:alarm v1 key=a -->')),
    ],
    ['no final', 'one final', ({ of }) => without(of('shipped'), 'final')],
    ['two finals', 'one final', ({ of }) => void again(of('shipped'), 'final')],
    ['no interim', 'one interim', ({ of }) => without(of('shipped'), 'interim')],
    ['two interims', 'one interim', ({ of }) => void again(of('shipped'), 'interim')],
    [
      'a final of a reverted bet',
      'no readout before its day',
      ({ of }) => void of('reverted').comments.push(said('<!-- soundings:final v1 verdict=moved -->')),
    ],
    [
      'the same alarm twice',
      'one alarm a guardrail',
      ({ of }) => {
        for (const _ of [1, 2]) of('shipped').comments.push(said('<!-- soundings:alarm v1 key=p95-2026-11-02 -->'));
      },
    ],
    ['no verdict label', 'one verdict label', ({ of }) => alter(of('shipped'), { labels: [] })],
    ['two verdict labels', 'one verdict label', ({ of }) => void of('shipped').labels.push('soundings:flat')],
    [
      'a label that is not the verdict',
      'one verdict label',
      ({ of }) => alter(of('shipped'), { labels: ['soundings:flat'] }),
    ],
    ['no answer to a command', 'one answer', ({ of }) => without(of('chore'), 'reply')],
    ['two answers to a command', 'one answer', ({ of }) => void again(of('chore'), 'reply')],
    [
      'a command that was not noticed',
      'one answer',
      ({ of }) => void of('chore').comments.push(said('/soundings check', 'ann')),
    ],
    [
      'a command obeyed for somebody who may not',
      'one answer',
      ({ of }) => void of('open').comments.push(said('/soundings check', 'rae', [`${app} +1`])),
    ],
    [
      'a change that a backport did not ship',
      'right forecast',
      ({ of }) => reworded(of('brought'), 'state=shipped', 'state=merged'),
    ],
    ['a release before the backport', 'right forecast', ({ of }) => reworded(of('brought'), 'v1.2.0', 'v1.1.0')],
    [
      'a second bet for one change',
      'no comment without a bet',
      ({ of }) => void of('waiting').comments.push(forecast('open')),
    ],
    [
      'a backport that has to state a bet',
      'right check',
      ({ of }) => alter(of('waiting'), { checks: [check('9'.repeat(40), 'failure')] }),
    ],
    [
      'a backport of what was never merged',
      'right check',
      ({ of }) => alter(of('waiting'), { body: 'Backport of #2' }),
    ],
    [
      'a word that was obeyed and did nothing',
      'right forecast',
      ({ of }) => reworded(of('live'), ', shipped, as `ann` said, on', ', shipped in v1.1.0 on'),
    ],
    [
      'a word of nobody',
      'right forecast',
      ({ of }) => reworded(of('brought'), 'shipped in v1.2.0', 'shipped in v1.2.0, as `ann` said, on'),
    ],
    [
      'a word that was refused without a reason',
      'one answer',
      ({ of }) => {
        const { comments } = of('live');
        comments[0] = { ...(comments[0] as SeenComment), reactions: [`${app} confused`] };
        comments.push(said(`<!-- soundings:reply v1 key=${comments[0].id} -->`));
      },
    ],
    [
      'a check where there is no map',
      'quiet without a map',
      ({ bare }) => void bare.pulls[0]?.checks.push(check('1'.repeat(40))),
    ],
    [
      'a comment where there is no map',
      'quiet without a map',
      ({ bare }) => void bare.pulls[0]?.comments.push(forecast('open')),
    ],
    [
      'a word of another owner',
      'own words alone',
      ({ of }) => reworded(of('open'), 'should rise', 'Sign-ups of other should rise'),
    ],
  ];

  test.each(planted)('%s', (_, rule, spoil) => {
    const rules = auditAfter(spoil).map((violation) => violation.rule);
    expect(rules.length).toBeGreaterThan(0);
    expect(new Set(rules)).toEqual(new Set([rule]));
  });
});
