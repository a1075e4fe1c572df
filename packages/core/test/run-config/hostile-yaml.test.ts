import { InvalidConfigError } from '../../src/index';
import { parseRunConfig } from '../../src/spi';

const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

/** Documents that are made to hurt, with the words that refuse them; without words they are taken. */
const DOCUMENTS: readonly (readonly [what: string, text: () => string, refusal?: RegExp])[] = [
  ['100,000 lists in each other', () => '['.repeat(100_000), /nested more than 100 levels deep/],
  ['100,000 closed lists in each other', () => '['.repeat(100_000) + ']'.repeat(100_000), /more than 100 levels/],
  ['100,000 mappings in each other', () => '{a: '.repeat(100_000), /more than 100 levels/],
  ['100,000 block lists in each other', () => `- ${'- '.repeat(100_000)}`, /more than 100 levels/],
  ['100,000 complex keys in each other', () => '? '.repeat(100_000), /key|levels/],
  ['100,000 tags in a row', () => `a: ${'!!str '.repeat(100_000)}`, /tag/],
  ['100,000 anchors in a row', () => `a: ${'&x '.repeat(100_000)}`, /anchor|:/],
  ['an alias inside what it stands for', () => 'a: &a [*a]', /alias \*a stands inside what it stands for/],
  [
    'aliases of aliases',
    () => `a0: &a0 [x, x]\n${many(40, (at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`)}`,
    /use fewer aliases of aliases/,
  ],
  ['200,000 aliases of one text', () => `a: &a x\nlist:\n${many(200_000, () => '  - *a\n')}`, /use fewer aliases/],
  ['a merge key', () => 'a: &a {b: 1}\nc:\n  <<: *a\n', /merge keys \(<<\) are not part of YAML 1.2/],
  ['10,000 duplicate keys', () => many(10_000, () => 'ops: 1\n'), /key "ops" stands here twice/],
  ['a key of 1 MB', () => `${'k'.repeat(1_000_000)}: 1\n`],
  ['a quoted key of 1 MB twice', () => `"${'k'.repeat(1_000_000)}": 1\n`.repeat(2), /stands here twice/],
  ['a text of 3.9 MB', () => `a: ${'x'.repeat(3_900_000)}`],
  ['a text of 3.9 MB in quotes', () => `a: "${'x'.repeat(3_900_000)}"`],
  ['a text of 3.9 MB whose quotes are never closed', () => `a: "${'x '.repeat(1_900_000)}`, /closing quote/],
  ['escapes that fill 1 MB', () => `a: "${'\\x41'.repeat(250_000)}"`],
  ['a block text of 300,000 lines', () => `a: |\n${'  x\n'.repeat(300_000)}`],
  ['a folded text of blank lines', () => `a: >\n  x\n${'\n'.repeat(1_000_000)}  y\n`],
  ['3 MB of comments', () => `a: 1\n${'# comment\n'.repeat(300_000)}`],
  ['3 MB of blanks', () => `a: 1${' '.repeat(3_000_000)}`],
  ['a key of 3 MB of colons', () => ':'.repeat(3_000_000)],
  ['a line of 1 MB of colons with blanks', () => `a${': '.repeat(500_000)}`, /quotes|key|levels/],
  ['a number of 1 MB', () => `a: ${'9'.repeat(1_000_000)}`],
  ['30,000 documents', () => '---\na: 1\n'.repeat(30_000), /a second document starts here/],
  ['100,000 directives', () => `${'%TAG ! x\n'.repeat(100_000)}--- a\n`, /./],
  ['10 MB', () => `a: ${'x'.repeat(10 * 1024 * 1024)}`, /at most 4,194,304 are read as run config/],
  ['10 MB of keys', () => 'key: value\n'.repeat(1_000_000), /at most 4,194,304 are read as run config/],
  ['100,000 keys', () => many(100_000, (at) => `k${at}: v\n`)],
  ['keys of prototypes', () => '__proto__: {a: 1}\nconstructor: {b: 1}\n', /must not be a key/],
  ['lines that end with CRLF', () => 'ops:\r\n  a: 1\r\n'],
  ['lines that end with CR alone', () => 'ops:\r  a: 1\r'],
  ['two byte order marks', () => '\ufeff\ufeffops: 1\n'],
  ['a lone surrogate', () => 'a: \ud800', /./],
  ['NUL', () => 'a: b\0c', /a NUL character; only text files in UTF-8 are read/],
  ['control characters', () => 'a: \u0007', /control character/],
];

describe('a document with', () => {
  it.each(DOCUMENTS.map(([what, text, refusal]) => ({ what, text, refusal })))(
    '$what is taken or refused with a sentence of bounded length',
    ({ text, refusal }) => {
      let caught: unknown;
      let config: unknown;
      try {
        config = parseRunConfig(text(), 'prod.yaml');
      } catch (error) {
        caught = error;
      }
      if (!refusal) {
        expect([caught, typeof config]).toEqual([undefined, 'object']);
        return;
      }
      expect(caught).toBeInstanceOf(InvalidConfigError);
      const { message } = caught as InvalidConfigError;
      expect(message).toMatch(refusal);
      expect(message).toContain('prod.yaml');
      expect(message.length).toBeLessThan(10_000);
      expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    },
  );
});
