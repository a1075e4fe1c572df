import fc from 'fast-check';
import { InvalidConfigError } from '../../src/errors/config-error';
import { parseRunConfig } from '../../src/run-config/parse-run-config';
import { sourceOf } from '../../src/run-config/source-map';

function reportOf(text: string): string {
  try {
    parseRunConfig(text, 'prod.yaml');
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.message;
    throw error;
  }
  throw new Error('The text was accepted.');
}

function placesOf(object: object): Record<string, string> {
  const source = sourceOf(object);
  if (!source) throw new Error('The object has no source.');
  const places: Record<string, string> = { self: `${source.self.line}:${source.self.column}` };
  for (const [key, { line, column }] of source.keys) places[`key ${key}`] = `${line}:${column}`;
  for (const [key, { line, column }] of source.values) places[`value ${key}`] = `${line}:${column}`;
  return places;
}

/** Members by path, where the types say only `unknown`. */
function at(root: unknown, ...path: string[]): object {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], root) as object;
}

describe('parseRunConfig', () => {
  it('gives plain data of the YAML 1.2 core schema', () => {
    const text = 'ops:\n  load: { config: { a: 1, b: 0x10, c: yes, d: 2026-01-01, e: ~, f: true, g: [1.5, .inf] } }\n';
    expect(at(parseRunConfig(text, 'a.yaml'), 'ops', 'load', 'config')).toEqual({
      a: 1,
      b: 16,
      c: 'yes',
      d: '2026-01-01',
      e: null,
      f: true,
      g: [1.5, Number.POSITIVE_INFINITY],
    });
  });

  it.each(['', '\n', '# only a comment\n', '---\n', '~\n', '\ufeff'])('takes %j for an empty config', (text) => {
    expect(parseRunConfig(text, 'a.yaml')).toEqual({});
  });

  it('remembers where keys and values stand, also in flow style, lists and behind anchors', () => {
    const text = 'ops:\n  a:\n    config: &c { list: [1, "two"], text: |\n      x }\n'.replace(
      ', text: |\n      x }',
      ' }',
    );
    const config = parseRunConfig(`${text}  b: { config: *c }\n`, 'a.yaml');
    expect(placesOf(config)).toEqual({ self: '1:1', 'key ops': '1:1', 'value ops': '2:3' });
    expect(placesOf(at(config, 'ops'))).toMatchObject({ 'key a': '2:3', 'key b': '4:3', 'value b': '4:6' });
    expect(placesOf(at(config, 'ops', 'a', 'config'))).toEqual({
      self: '3:16',
      'key list': '3:18',
      'value list': '3:24',
    });
    expect(placesOf(at(config, 'ops', 'a', 'config', 'list'))).toMatchObject({ 'value 0': '3:25', 'value 1': '3:28' });
    expect(placesOf(at(config, 'ops', 'b'))).toMatchObject({ 'value config': '4:16' });
    expect(at(config, 'ops', 'b', 'config')).toBe(at(config, 'ops', 'a', 'config'));
  });

  it('counts columns in UTF-16 units from 1, lines by LF, CRLF and CR', () => {
    const config = parseRunConfig('tags: { "😀": x, b: y }\r\ninputs:\r\n  c: 1\rexecution: {}\n', 'a.yaml');
    expect(placesOf(at(config, 'tags'))).toMatchObject({ 'key 😀': '1:9', 'value 😀': '1:15', 'key b': '1:18' });
    expect(placesOf(config)).toMatchObject({ 'key inputs': '2:1', 'key execution': '4:1' });
  });

  it('points at the key where a value is left out', () => {
    expect(placesOf(parseRunConfig('ops:\nresources:\n', 'a.yaml'))).toMatchObject({
      'value ops': '1:1',
      'value resources': '2:1',
    });
  });

  it('points at the dash of an empty item, also of the last one and in a list inside a list', () => {
    const config = parseRunConfig('ops:\n  -\n  - a\n  -\n  - - b\n    -\n', 'a.yaml');
    expect(placesOf(at(config, 'ops'))).toMatchObject({ 'value 0': '2:3', 'value 1': '3:5', 'value 2': '4:3' });
    expect(placesOf(at(config, 'ops', '3'))).toMatchObject({ 'value 0': '5:7', 'value 1': '6:5' });
  });

  it('points at the indicator of a block text, also behind a key and a comment that hold one', () => {
    const text = 'tags:\n  "a|b": | # x | y\n    text\n  c: >-\n\n    text\n  d: &t !!str |2\r\n    text\n';
    const places = { 'value a|b': '2:10', 'value c': '4:6', 'value d': '7:15' };
    expect(placesOf(at(parseRunConfig(text, 'a.yaml'), 'tags'))).toMatchObject(places);
  });

  it('points at tag or anchor where nothing else stands, and at the mapping for an empty key', () => {
    const config = parseRunConfig('tags:\n  a: &x\n  b: !!str\n  : c\n', 'a.yaml');
    expect(placesOf(at(config, 'tags'))).toMatchObject({ 'value a': '2:6', 'value b': '3:6', 'key null': '2:3' });
  });

  it.each(['', '# c\n', '---\n', '!!map\n'])('remembers the file of %j, for what is missing', (text) => {
    expect(sourceOf(parseRunConfig(text, 'a.yaml'))?.self).toEqual({ file: 'a.yaml', line: 1, column: 1 });
  });

  it('counts columns of the first line without a byte order mark', () => {
    expect(placesOf(parseRunConfig('\ufeffops: {}', 'a.yaml'))).toMatchObject({ 'key ops': '1:1', 'value ops': '1:6' });
  });

  it.each([
    ['a duplicate key', 'ops: {}\ntags: {}\nops: {}\n'],
    ['an unknown tag', 'ops: !!js/function "x"\n'],
    ['several documents', 'ops: {}\n---\ntags: {}\n'],
    ['a list as root', '- a\n- b\n'],
    ['a list below a comment', '# a comment\n\n- a\n'],
    ['a colon without a space', '# a comment\nops:x\n'],
    ['an empty second document', 'ops: {}\n---\n'],
    ['a second document after an end marker', '---\nops: {}\n...\ntags: {}\n'],
    ['a number that would be rounded', 'tags: { id: 12345678901234567890 }\n'],
    ['an open list', 'ops: [1, 2\n'],
    ['a text as root', 'hello\n'],
    ['bad indentation', 'ops:\n    a: 1\n  b: 2\n'],
    ['a tab as indentation', 'ops:\n\ta: 1\n'],
    ['an open quote', 'tags: { a: "x }\n'],
    ['an unknown alias', 'tags: *nobody\n'],
    ['an alias inside itself', 'ops: &a { b: *a }\n'],
    ['a key that is a mapping', 'ops: { { a: 1 }: 2 }\n'],
    ['a merge key', 'ops: &a { b: 1 }\ninputs: { <<: *a }\n'],
    ['__proto__', 'ops: { __proto__: { polluted: true } }\n'],
    ['constructor', 'ops: { constructor: { prototype: 1 } }\n'],
    ['a NUL character', 'ops: a\0b\n'],
  ])('refuses %s at its place', (_, text) => {
    expect(reportOf(text)).toMatchSnapshot();
  });

  it('tells all keys that are wrong', () => {
    expect(reportOf('ops: {}\nops: {}\ntags: { a: 1, a: 2, __proto__: 1 }\n').split('\n')).toHaveLength(4);
  });

  it('never touches a prototype', () => {
    reportOf('tags: { __proto__: { polluted: true } }\n');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('refuses aliases of aliases that stand for too much, before it builds them', () => {
    const levels = Array.from(
      { length: 20 },
      (_, i) => `  l${i}: &l${i} [${i === 0 ? 'x' : `*l${i - 1}`}${i === 0 ? '' : `,*l${i - 1}`.repeat(8)}]`,
    );
    expect(reportOf(`inputs:\n${levels.join('\n')}\n`)).toContain('aliases stand for more than 100,000 values');
  });

  it('refuses values nested more than 100 levels deep', () => {
    expect(reportOf(`inputs: ${'['.repeat(500)}${']'.repeat(500)}\n`)).toContain('nested more than 100 levels deep');
  });

  it('refuses a document of 10 MB, and takes one of 3 MB', () => {
    expect(reportOf(`inputs:\n  a: ${'x'.repeat(10_000_000)}\n`)).toContain('at most 4,194,304 are read');
    const rows = Array.from({ length: 60_000 }, (_, i) => `  key_${i}: { a: ${i}, b: "text of ${i}", c: [1, 2] }`);
    const config = parseRunConfig(`inputs:\n${rows.join('\n')}\n`, 'big.yaml');
    expect(placesOf(at(config, 'inputs', 'key_59999'))['key b']).toBe('60001:26');
  });

  it('keeps whole numbers that are exact, and fractions', () => {
    expect(parseRunConfig('inputs: { a: 9007199254740991, b: 1e300, c: -0x10, d: 0.1 }', 'a.yaml')).toEqual({
      inputs: { a: 9_007_199_254_740_991, b: 1e300, c: '-0x10', d: 0.1 },
    });
  });

  it('refuses 4 MB that are nothing but empty mappings', () => {
    expect(reportOf(`inputs: [${'{},'.repeat(1_390_000)}]`)).toContain('more than about a million keys and values');
  });

  it('either gives an object or reports a fault, whatever the text is', () => {
    const token = fc.constantFrom(
      ':',
      ' ',
      '\n',
      '-',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '#',
      'x',
      '<<',
      '? ',
      '\t',
      '%',
      '@',
      '---',
      '...',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
        const text = tokens.join('');
        try {
          expect(typeof parseRunConfig(text, 'a.yaml')).toBe('object');
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidConfigError);
          expect((error as InvalidConfigError).errors[0]?.position?.line).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
