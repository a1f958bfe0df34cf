import { beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../../../src/domain/repository.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { mapLoader } from '../../../src/github/outcome-map/load-outcome-map.ts';
import { outcomeMaps, recentMaps } from '../../../src/github/outcome-map/outcome-maps.ts';

const shop: Repository = {
  id: 1,
  ownerId: 10,
  owner: 'acme',
  name: 'shop',
  defaultBranch: 'main',
  private: true,
  installationId: 5,
};
const ofOwner: Repository = { ...shop, id: 2, name: '.github' };

type Kept = Awaited<ReturnType<Store['mapFiles']>>;

/** GitHub's files by `repository:path`, `repository:path@ref` for other refs than the default branch. A blob's SHA is its text here. */
let files: Map<string, string>;
let calls: string[];
let saves: Kept[];
let warnings: string[];
let kept: Map<number, Kept>;
let failure: Error | undefined;
let maps: ReturnType<typeof outcomeMaps>;

beforeEach(() => {
  files = new Map();
  calls = [];
  saves = [];
  warnings = [];
  kept = new Map();
  failure = undefined;
  maps = restarted();
});

let clock = 1;

/** A new process on the same database. */
function restarted() {
  const forge: Parameters<typeof outcomeMaps>[0]['forge'] = {
    async file(repository, path, at) {
      const key = `${at?.name ?? repository.name}:${path}${at?.ref ? `@${at.ref}` : ''}`;
      calls.push(key);
      if (failure) throw failure;
      const text = files.get(key);
      return text === undefined ? undefined : { sha: `<${text}>`, text };
    },
    async canRead(_, { name }, login) {
      return !['absent', 'board'].includes(name) || (name === 'board' && login === 'ann');
    },
    async lastCommitOf(repository, path, name) {
      calls.push(`commits of ${name ?? repository.name}:${path}`);
      return `commit ${calls.filter((call) => call.startsWith('commits')).length}`;
    },
  };
  return outcomeMaps({
    forge,
    load: mapLoader(forge),
    recent: recentMaps(() => clock),
    store: {
      async mapFiles(id) {
        return structuredClone(kept.get(id) ?? {});
      },
      async saveMapState(id, state) {
        saves.push(state);
        kept.set(id, structuredClone(state));
      },
    },
    log: { info() {}, error() {}, warn: (_, message) => warnings.push(message) },
  });
}

const path = '.github/soundings.yml';
const good = 'version: 1\nmetrics: { rate: { good: up } }\n';
const better = 'version: 1\nmetrics: { rate: { good: up }, time: { good: down } }\n';
const bad = 'version: 1\nmetrics: { rate: { good: upp } }\n';
const namesOf = (state: Awaited<ReturnType<typeof maps.inForce>>) =>
  'map' in state ? state.map.metrics.map(({ name }) => name) : state.kind;

describe('where a map is found', () => {
  test('nowhere: none, and nothing is written', async () => {
    expect(await maps.inForce(shop)).toEqual({ kind: 'none' });
    expect(calls).toEqual([`shop:${path}`, `.github:${path}`]);
    expect(saves).toEqual([]);
  });

  test('in the repository: one request, and the owner is not asked', async () => {
    files.set(`shop:${path}`, good).set(`.github:${path}`, better);
    expect(await maps.inForce(shop)).toMatchObject({
      kind: 'valid',
      version: `<${good}>`,
      home: { name: 'shop' },
      map: { metrics: [{ name: 'rate' }] },
    });
    expect(calls).toEqual([`shop:${path}`]);
  });

  test('in the repository of the owner', async () => {
    files.set(`.github:${path}`, better);
    const state = await maps.inForce(shop);
    expect(namesOf(state)).toEqual(['rate', 'time']);
    expect(state).toMatchObject({ home: { name: '.github' } });
  });

  test('in parts: each repository of which something is told is named once', async () => {
    files
      .set(`shop:${path}`, '_extends: shop:base.yml')
      .set('shop:base.yml', '_extends: Base')
      .set(`Base:${path}`, '_extends: base:more.yml')
      .set('base:more.yml', good);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'valid', home: { name: 'shop', others: ['base'] } });
    files.set(`Base:${path}`, bad);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'stale', home: { name: 'shop', others: ['base'] } });
  });

  test('elsewhere by now, where it is broken: what is in force is still from where it was', async () => {
    files.set(`.github:${path}`, `_extends: board`).set(`board:${path}`, good);
    await maps.inForce(shop);
    files.set(`shop:${path}`, bad);
    expect(await maps.inForce(shop)).toMatchObject({
      kind: 'stale',
      home: { name: 'shop', others: ['.github', 'board'] },
    });
  });

  test('the repository of the owner is asked once for its own', async () => {
    expect(await maps.inForce(ofOwner)).toEqual({ kind: 'none' });
    expect(calls).toEqual([`.github:${path}`]);
  });

  test('a GitHub out of order is not an absent map', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    failure = new Error('502');
    await expect(maps.inForce(shop)).rejects.toThrow('502');
    expect(kept.get(1)?.lastGood?.version).toBe(`<${good}>`);
  });
});

describe('the last good copy', () => {
  test('is written once for a version, and replaced by the next', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    await maps.inForce(shop);
    await restarted().inForce(shop);
    files.set(`shop:${path}`, better);
    await maps.inForce(shop);
    expect(saves.map(({ lastGood }) => lastGood?.version)).toEqual([`<${good}>`, `<${better}>`]);
  });

  test('stays in force while the map is invalid, with the commit since when, asked for once', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    files.set(`shop:${path}`, bad);
    const stale = {
      kind: 'stale',
      version: `<${good}>`,
      home: { name: 'shop' },
      map: { metrics: [{ name: 'rate' }] },
      since: {
        commit: 'commit 1',
        problem: { file: path, line: 2, column: 26, what: '`metrics.rate.good` is `upp`', expected: '`up` or `down`' },
      },
    };
    expect(await maps.inForce(shop)).toMatchObject(stale);
    expect(await maps.inForce(shop)).toMatchObject(stale);
    expect(await restarted().inForce(shop)).toMatchObject(stale);
    expect(calls.filter((call) => call.startsWith('commits'))).toEqual([`commits of shop:${path}`]);
    expect(warnings).toHaveLength(1);
  });

  test('another invalid version is since another commit', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    files.set(`shop:${path}`, bad);
    await maps.inForce(shop);
    files.set(`shop:${path}`, `${bad}# still\n`);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'stale', since: { commit: 'commit 2' } });
  });

  test('gives way as soon as the map is valid again', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    files.set(`shop:${path}`, bad);
    await maps.inForce(shop);
    files.set(`shop:${path}`, good);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'valid' });
    expect(kept.get(1)).not.toHaveProperty('broken');
  });

  test('without one, the problems are all there is', async () => {
    files.set(`shop:${path}`, `${bad}police: {}\n`);
    expect(await maps.inForce(shop)).toEqual({
      kind: 'invalid',
      problems: [
        { file: path, line: 2, column: 26, what: '`metrics.rate.good` is `upp`', expected: '`up` or `down`' },
        { file: path, line: 3, column: 1, what: '`police` is not a key of an outcome map', expected: '`policy`' },
      ],
      home: { name: 'shop' },
    });
    expect(saves).toEqual([]);
  });

  test('goes with the file', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    files.clear();
    expect(await maps.inForce(shop)).toEqual({ kind: 'none' });
    files.set(`shop:${path}`, bad);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'invalid' });
  });

  test('is of its own repository', async () => {
    files.set(`.github:${path}`, good);
    await maps.inForce(shop);
    files.set(`.github:${path}`, bad);
    expect(await maps.inForce(ofOwner)).toMatchObject({ kind: 'invalid', problems: [{ file: path }] });
    expect(await maps.inForce(shop)).toMatchObject({
      kind: 'stale',
      since: { problem: { file: `acme/.github:${path}` } },
    });
    expect(calls.at(-1)).toBe(`commits of .github:${path}`);
  });
});

describe('_extends', () => {
  const own = (reference: string) => `_extends: ${reference}\nmetrics: { rate: { title: Own } }\n`;

  test('merges the files, each from its default branch', async () => {
    files
      .set(`shop:${path}`, own('.github'))
      .set(`.github:${path}`, '_extends: Acme/base:maps/all.yml\npolicy: { mode: enforce }\n')
      .set('base:maps/all.yml', better);
    expect(await maps.inForce(shop)).toMatchObject({
      kind: 'valid',
      map: { metrics: [{ name: 'rate', title: 'Own', good: 'up' }, { name: 'time' }], policy: { mode: 'enforce' } },
    });
    expect(calls).toEqual([`shop:${path}`, `.github:${path}`, 'base:maps/all.yml']);
  });

  test('a change of the file below is a new version', async () => {
    files.set(`shop:${path}`, own('.github')).set(`.github:${path}`, good);
    const before = await maps.inForce(shop);
    files.set(`.github:${path}`, better);
    const after = await maps.inForce(shop);
    expect([namesOf(before), namesOf(after)]).toEqual([['rate'], ['rate', 'time']]);
    expect('version' in before && 'version' in after && before.version !== after.version).toBe(true);
  });

  const problemOf = async () => {
    const state = await maps.inForce(shop);
    if (state.kind !== 'invalid') throw new Error(`it is ${state.kind}`);
    return state.problems.map(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`);
  };

  test('another owner is refused, and not asked', async () => {
    files.set(`shop:${path}`, own('globex/base')).set(`base:${path}`, good);
    expect(await problemOf()).toEqual([`${path}:1:11 \`_extends\` names a repository of \`globex\``]);
    expect(calls).toEqual([`shop:${path}`]);
  });

  test('a file that is not there is a problem where it is named', async () => {
    files.set(`shop:${path}`, own('base'));
    expect(await problemOf()).toEqual([
      `${path}:1:11 \`_extends\` names \`acme/base:${path}\`, which Soundings cannot find`,
    ]);
  });

  test('a file that comes later mends it', async () => {
    files.set(`shop:${path}`, good);
    await maps.inForce(shop);
    files.set(`shop:${path}`, own('base'));
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'stale' });
    files.set(`base:${path}`, better);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'valid' });
  });

  test('a circle is refused where it closes', async () => {
    files.set(`shop:${path}`, own('base')).set(`base:${path}`, '\n_extends: SHOP');
    expect(await problemOf()).toEqual([`acme/base:${path}:2:11 \`_extends\` leads back to where it comes from`]);
  });

  const chain = (links: number) => {
    files.set(`shop:${path}`, own('r1'));
    for (let link = 1; link < links; link++) files.set(`r${link}:${path}`, `_extends: r${link + 1}`);
    files.set(`r${links}:${path}`, good);
  };

  test('five files below are enough for everyone', async () => {
    chain(5);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'valid' });
  });

  test('a sixth is refused', async () => {
    chain(6);
    expect(await problemOf()).toEqual([`acme/r5:${path}:1:11 \`_extends\` leads through more than 5 files`]);
    expect(calls).not.toContain(`r6:${path}`);
  });

  test('problems of the whole are shown in the file that holds the line', async () => {
    files.set(`shop:${path}`, '_extends: .github\nmetrics:\n  rate: { unit: ms, drives: [time] }\n').set(
      `.github:${path}`,
      `version: 1
metrics: { rate: { good: up, unit: ratio } }
objectives:
  - id: O1
    key_results: [{ id: KR1, metric: rate, from: 3%, to: 0.04, by: 2026-12-31 }]
`,
    );
    expect(await problemOf()).toEqual([
      `${path}:3:30 \`rate\` drives \`time\`, which is not in the map`,
      `acme/.github:${path}:5:50 \`3%\` is not in the unit of its metric, \`ms\``,
    ]);
  });
});

describe('a map as a pull request would change it', () => {
  const problemsAt = async (ref: string) => {
    const proposed = await maps.proposedAt(shop, ref, 'ann');
    if (!proposed || proposed === 'unseen') return proposed;
    if ('map' in proposed) return proposed.map.metrics.map(({ name }) => name);
    return proposed.problems.map(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`);
  };

  test('is read at its head, and changes nothing that is in force', async () => {
    files.set(`shop:${path}`, good).set(`shop:${path}@head`, bad);
    expect(await problemsAt('head')).toEqual([`${path}:2:26 \`metrics.rate.good\` is \`upp\``]);
    expect(await maps.inForce(shop)).toMatchObject({ kind: 'valid' });
    expect(calls).toEqual([`shop:${path}@head`, `shop:${path}`]);
  });

  test('may be in order, or gone', async () => {
    files.set(`shop:${path}@fine`, better);
    expect([await problemsAt('fine'), await problemsAt('gone')]).toEqual([['rate', 'time'], undefined]);
    expect(saves).toEqual([]);
  });

  test('extends other repositories as they are now, its own as it would be', async () => {
    files
      .set(`shop:${path}@head`, '_extends: shop:maps/base.yml')
      .set('shop:maps/base.yml@head', '_extends: .github\nmetrics: { rate: { drives: tiems } }')
      .set(`.github:${path}`, better);
    expect(await problemsAt('head')).toEqual([
      `${path}:1:11 \`rate\` drives \`tiems\`, which is not in the map (line 2 of maps/base.yml)`,
    ]);
  });

  test('knows in which file each part stands', async () => {
    files
      .set(`shop:${path}@head`, '_extends: .github\nmetrics:\n  time: { good: down }\n')
      .set(`.github:${path}`, good);
    const proposed = await maps.proposedAt(shop, 'head', 'ann');
    if (!proposed || proposed === 'unseen' || 'problems' in proposed) throw new Error('it is fine');
    expect(proposed.places.metric('time')).toEqual({ file: path, line: 3, column: 3 });
    expect(proposed.places.metric('time', 'good')).toEqual({ file: path, line: 3, column: 17 });
    expect(proposed.places.metric('rate').file).toBe(`acme/.github:${path}`);
  });

  describe.each([
    ['a public repository', { ...shop, private: false }],
    ['a private repository, whose readers are not those of others', shop],
  ])('in %s', (_, here) => {
    const whats = async (by: string, ref = 'head') => {
      const proposed = await maps.proposedAt(here, ref, by);
      if (!proposed || proposed === 'unseen') return proposed;
      return 'problems' in proposed ? proposed.problems.map(({ what }) => what) : proposed.map.metrics.length;
    };
    const closed = (label: string) => [
      `\`_extends\` names \`${label}\`, which Soundings cannot read for this pull request`,
    ];

    test('nothing of one that its author may not read is quoted, nor whether it is there', async () => {
      files
        .set(`shop:${path}@head`, '_extends: board:secrets.yml')
        .set('board:secrets.yml', 'database_password: hunter2')
        .set(`shop:${path}@other`, '_extends: absent:secrets.yml');
      expect(await whats('sam')).toEqual(closed('acme/board:secrets.yml'));
      expect(await whats('sam', 'other')).toEqual(closed('acme/absent:secrets.yml'));
      expect(calls).not.toContain('board:secrets.yml');
    });

    test('nor by way of a public one', async () => {
      files.set(`shop:${path}@head`, '_extends: base').set(`base:${path}`, '_extends: board').set(`board:${path}`, bad);
      expect(await whats('sam')).toEqual([`${closed(`acme/board:${path}`)} (line 1 of acme/base:${path})`]);
    });

    test('what one may read oneself is quoted where no others read along', async () => {
      files.set(`shop:${path}@head`, '_extends: board').set(`board:${path}`, better);
      expect(await whats('ann')).toEqual(here.private ? 2 : closed(`acme/board:${path}`));
    });

    test('what the map in force extends may be extended by the next one too, and no other file of that repository', async () => {
      files.set(`shop:${path}`, '_extends: board').set(`board:${path}`, better);
      files
        .set(`shop:${path}@head`, '_extends: board\npolicy: { mode: enforce }')
        .set(`shop:${path}@typo`, '_extends: board\nmetrics: { time: { drives: rat } }')
        .set(`shop:${path}@probe`, '_extends: board\nmetrics: { time: { drives: rate } }')
        .set(`shop:${path}@other`, '_extends: board:x.yml');
      expect(await whats('ann')).toBe(2);
      expect(await whats('ann', 'typo')).toEqual(['`time` drives `rat`, which is not in the map']);
      // Not even which names there are can be asked.
      for (const ref of ['head', 'typo', 'probe']) expect(await whats('sam', ref)).toBe('unseen');
      expect(await whats('sam', 'other')).toEqual(closed('acme/board:x.yml'));
    });

    test('other public ones are read', async () => {
      files.set(`shop:${path}@head`, '_extends: base').set(`base:${path}`, better);
      expect(await whats('sam')).toBe(2);
    });
  });

  test('trouble in another file is told where that one is named', async () => {
    files.set(`shop:${path}@head`, '_extends: .github').set(`.github:${path}`, bad);
    expect(await problemsAt('head')).toEqual([
      `${path}:1:11 \`metrics.rate.good\` is \`upp\` (line 2 of acme/.github:${path})`,
    ]);
  });
});

test('a file without text because of its size is a problem, not a crash', async () => {
  const file = async () => ({ sha: 'a', text: '', tooLarge: true as const });
  const tooLarge = outcomeMaps({
    forge: { file, lastCommitOf: async () => undefined, canRead: async () => false },
    load: mapLoader({ file }),
    recent: recentMaps(),
    store: { mapFiles: async () => ({}), saveMapState: async () => {} },
    log: { info() {}, error() {}, warn() {} },
  });
  expect(await tooLarge.inForce(shop)).toEqual({
    kind: 'invalid',
    problems: [{ file: path, line: 1, column: 1, what: 'the file has more than 1 MB', expected: 'at most 256 kB' }],
    home: { name: 'shop' },
  });
});

describe('what was read a moment ago', () => {
  beforeEach(() => {
    files.set(`.github:${path}`, good);
  });

  test('is good for what follows at once', async () => {
    const read = await maps.inForce(shop);
    calls = [];
    expect(await maps.lately(shop)).toEqual(read);
    expect(calls).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['it was not read here', () => (maps = restarted())],
    [
      'another replica has found another one since',
      async () => {
        files.set(`shop:${path}`, better);
        await restarted().inForce(shop);
      },
    ],
    [
      'another replica has found it broken since',
      async () => {
        files.set(`.github:${path}`, bad);
        await restarted().inForce(shop);
      },
    ],
    [
      'another replica has found none since',
      async () => {
        files.clear();
        await restarted().inForce(shop);
      },
    ],
    [
      'GitHub could not be asked since',
      async () => {
        failure = new Error('502');
        await expect(maps.inForce(shop)).rejects.toThrow('502');
        failure = undefined;
        files.clear();
      },
    ],
  ])('is asked for where %s', async (_, happens) => {
    await maps.inForce(shop);
    await happens();
    calls = [];
    const found = await maps.lately(shop);
    expect(calls).not.toEqual([]);
    expect(found).toEqual(await maps.inForce(shop));
  });

  test('is forgotten after half a minute', async () => {
    await maps.inForce(shop);
    clock += 31_000;
    calls = [];
    await maps.lately(shop);
    expect(calls).not.toEqual([]);
  });
});
