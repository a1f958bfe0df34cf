import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString as textOf } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { inert, inertBlock, inertCode, inertSentence } from '../../../src/render/words/inert.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { hostileCorpus, hostileText } from '../../stage/samples/hostile-text.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

const parse = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** The ways in which a comment of ours holds people's text. */
const contexts: Record<string, { around: (text: string) => string; shape: string[] }> = {
  paragraph: { around: (text) => text, shape: ['root', 'paragraph'] },
  'second line of a paragraph': { around: (text) => `before\n${text}\nafter`, shape: ['root', 'paragraph'] },
  'after words': {
    around: (text) => `- **Because** ${text}.`,
    shape: ['root', 'list', 'listItem', 'paragraph', 'strong'],
  },
  heading: { around: (text) => `### ${text}`, shape: ['root', 'heading'] },
  'list item': { around: (text) => `- ${text}`, shape: ['root', 'list', 'listItem', 'paragraph'] },
  quote: { around: (text) => `> ${text}`, shape: ['root', 'blockquote', 'paragraph'] },
  bold: { around: (text) => `**KR1** **x ${text} x**`, shape: ['root', 'paragraph', 'strong', 'strong'] },
  'table cell': {
    around: (text) => `| a | b |\n|---|---|\n| ${text} | c |`,
    shape: ['root', 'table', 'tableRow', 'tableCell', 'tableCell', 'tableRow', 'tableCell', 'tableCell'],
  },
};

function shapeOf(node: Nodes): string[] {
  if (node.type === 'text' || node.type === 'inlineCode') return [];
  return [node.type, ...('children' in node ? node.children.flatMap(shapeOf) : [])];
}

/** What GitHub would look through for mentions and references: all text that is not code. */
function proseOf(node: Nodes): string[] {
  if (node.type === 'text') return [node.value];
  return 'children' in node ? node.children.flatMap(proseOf) : [];
}

/** Mentions, addresses of mail, references, with or without the word that closes, links, pictures by name, formulas. */
const alive = [/@[\w-]/, /#\d/, /gh-\d/i, /:\/\//, /www\./i, /:[\w+-]+:/, /\/(?:issues|pull)\/\d/];
const aliveInProse = (markdown: string) =>
  proseOf(parse(markdown)).flatMap((text) => alive.filter((pattern) => pattern.test(text)));

/** Code shows what it is given, and GitHub does nothing with it. */
function withoutCode(markdown: string): string {
  const spansOf = (node: Nodes): [number, number][] => {
    if (node.type === 'inlineCode') return [[node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]];
    return 'children' in node ? node.children.flatMap(spansOf) : [];
  };
  return spansOf(parse(markdown)).reduceRight((rest, [from, to]) => rest.slice(0, from) + rest.slice(to), markdown);
}

/** Text that leaves an element in every context. */
const shown = hostileText.filter((text) => inert(text) !== '');

describe('inert', () => {
  test.each([
    ['a name stays readable', 'signup_rate & co', 'signup\\_rate &amp; co'],
    ['a mention', 'ask @acme/growth', 'ask @\u2060acme/growth'],
    ['a mention as an entity', '&#64;acme &commat;acme', '&amp;#\u206064;acme &amp;commat;acme'],
    ['references', '#12, GH-12, acme/shop#1', '#\u206012, GH-\u206012, acme/shop#\u20601'],
    ['HTML and a forged marker', '<!-- soundings:final -->', '&lt;!-- soundings:final --&gt;'],
    ['an image', '![x](y)', '!\\[x\\](y)'],
    ['a link', '[x](https://example.com/y).', '\\[x\\](`https://example.com/y`).'],
    ['an address', 'see www.example.com, or not', 'see `www.example.com`, or not'],
    ['the beginning of an address, before a full stop of ours', 'www', 'www\u2060'],
    ['a fence', '```js', '\\`\\`\\`js'],
    ['a table', '| a | b |', '&#124; a &#124; b &#124;'],
    ['a list', '- one', '\\- one'],
    ['a numbered list', '1. one', '1\\. one'],
    ['a decimal', '1.5 is fine', '1.5 is fine'],
    ['the command of another bot', '/approve', '\\/approve'],
    ['a formula', '$x$', '\\$x\\$'],
    ['a picture by name', ':octocat:', '\\:\u2060octocat:'],
    ['lines', 'one\r\n\r\n  two\u2028three', 'one two three'],
    ['what cannot be seen', 'a\u0000\u001b[31m\u202eb\u200b\ufeff\ud800', 'a\\[31mb\ufffd'],
    ['joined emoji', '👩‍💻', '👩‍💻'],
    ['right to left', 'שלום', '\u2068שלום\u2069'],
    ['nothing', ' \n ', ''],
  ])('%s', (_, text, expected) => expect(inert(text)).toBe(expected));

  test('cuts by what people see, and says so', () => {
    expect(inert('a*b*c*d', { maxLength: 4 })).toBe('a\\*b…');
    expect(inert('👍👍👍👍', { maxLength: 4 })).toBe('👍👍👍👍');
    expect(inert('👍👍👍👍👍', { maxLength: 4 })).toBe('👍👍👍…');
  });

  test('marks heaped on one letter are thinned', () => {
    expect(inert(`a${'\u0301'.repeat(500)}b`)).toBe(`a${'\u0301'.repeat(4)}b`);
  });

  test.each(Object.entries(contexts))('does nothing in a %s, whatever it is', (_, { around, shape }) => {
    const doesNothing = (text: string) => {
      const markdown = around(inert(text));
      expect(shapeOf(parse(markdown))).toEqual(shape);
      expect(aliveInProse(markdown)).toEqual([]);
      expect(withoutCode(markdown)).not.toMatch(/<!--|-->|(?<!\\)(?:\\\\)*\$/);
      // Nothing unseen but our own joiner and the marks around other directions.
      expect(markdown).not.toMatch(/(?!\u2060|\u2068|\u2069|\u200c|\u200d|\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
    };
    for (const text of hostileCorpus) if (inert(text) !== '') doesNothing(text);
    fc.assert(
      fc.property(shown, (text) => {
        doesNothing(text);
      }),
      runs(),
    );
  });

  test('reads as it was written', () => {
    const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).filter((text) => !/:\/\/|www\./i.test(text));
    fc.assert(
      fc.property(printable, (text) => {
        const read = textOf(parse(`x ${inert(text)} x`)).replaceAll('\u2060', '');
        expect(read).toBe(`x ${text.replace(/\s+/g, ' ').trim()} x`);
      }),
      runs(),
    );
  });

  test('is bounded, and fast on a megabyte of anything', () => {
    for (const part of ['@', '`', '[', '<', '\u0301', ' ', 'https://', '|', '\\', '\u202e', ':a'])
      expect(inert(part.repeat(1_000_000 / part.length)).length).toBeLessThan(4000);
  });
});

describe('inertCode', () => {
  test.each([
    ['a name', 'signup_rate', '`signup_rate`'],
    ['backticks inside', 'a `b` c', '``a `b` c``'],
    ['a backtick at the edge', '`b', '`` `b ``'],
    ['a bar, which a table would take', 'a|b', '`a¦b`'],
    ['lines', 'a\nb', '`a b`'],
    ['nothing', '', ''],
  ])('%s', (_, text, expected) => expect(inertCode(text)).toBe(expected));

  test.each(Object.entries(contexts))('is one code span in a %s, whatever it is', (_, { around, shape }) => {
    fc.assert(
      fc.property(
        hostileText.filter((text) => inertCode(text) !== ''),
        (text) => {
          const tree = parse(around(inertCode(text)));
          expect(shapeOf(tree)).toEqual(shape);
          expect(aliveInProse(around(inertCode(text)))).toEqual([]);
        },
      ),
      runs(),
    );
  });
});

describe('inertSentence', () => {
  test('keeps what is quoted as code, and nothing else alive', () => {
    expect(inertSentence('`Expect: x @acme` names no metric; ask @acme, not `y')).toBe(
      '`Expect: x @acme` names no metric; ask @\u2060acme, not \\`y',
    );
  });

  test('what stands around a quote of blanks does not touch', () => {
    expect(inertSentence(':`  `octocat:')).toBe('\\:\u2060octocat:');
  });

  test('does nothing in a list, whatever it is', () => {
    const quoting = fc.array(fc.oneof(hostileText, fc.constantFrom(' `', '` ', '` `'))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        quoting.filter((text) => inertSentence(text).trim() !== ''),
        (text) => {
          const markdown = `- x ${inertSentence(text)}`;
          expect(shapeOf(parse(markdown))).toEqual(['root', 'list', 'listItem', 'paragraph']);
          expect(aliveInProse(markdown)).toEqual([]);
        },
      ),
      runs(),
    );
  });
});

describe('inertBlock', () => {
  test('is one block, with the lines as they are', () => {
    const lines = ['Key result: KR1', '```', 'Because: <b>@acme</b>'];
    const [code, ...rest] = parse(`before\n\n${inertBlock(lines)}\n\nafter`).children.slice(1);
    expect(code).toMatchObject({ type: 'code', value: lines.join('\n') });
    expect(rest).toHaveLength(1);
  });
});
