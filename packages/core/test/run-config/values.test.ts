import fc from 'fast-check';
import { z } from 'zod';
import { env } from '../../src/definition/env-ref';
import { secret } from '../../src/definition/secret';
import { loose, opJob, parsed, refused, resolve } from './resolve';

describe('config of an op', () => {
  it('has no fields but those of its schema, however the schema is wrapped', () => {
    const fields = z.object({ table: z.string() });
    const both = z.object({
      a: fields.optional(),
      b: fields.nullable(),
      c: fields.readonly(),
      d: fields.transform((x) => x.table),
    });
    const table = { table: 'x' };
    expect(parsed(both, { a: table, b: null, c: table, d: table })).toEqual({ a: table, b: null, c: table, d: 'x' });
    const typo = { tabel: 'x', table: 'x' };
    expect(refused(both, { a: typo, b: typo, c: typo, d: typo })).toEqual(
      ['a', 'b', 'c', 'd'].map((key) => `unexpected ${key}.tabel: unexpected field; did you mean "table"?`),
    );
  });

  it('may have free keys where the schema says so', () => {
    expect(parsed(z.looseObject({ a: z.string() }), { a: 'x', b: [1] })).toEqual({ a: 'x', b: [1] });
    expect(parsed(z.record(z.string(), z.number()), { a: 1 })).toEqual({ a: 1 });
    expect(refused(z.record(z.string().min(2), z.number()), { a: 1, bb: 'x' })).toEqual([
      'unexpected a: unexpected field; must have at least 2 characters',
      'type bb: expected number, got text',
    ]);
    expect(refused(z.strictObject({ a: z.string() }), { a: 'x', bcd: 1 })).toEqual([
      'unexpected bcd: unexpected field; allowed: a',
    ]);
    expect(refused(z.object({}).catchall(z.number()), { a: 'x' })).toEqual(['type a: expected number, got text']);
  });

  it.each([
    [z.string(), 1, 'type', 'expected text, got number; put it in quotes'],
    [z.number(), '1', 'type', 'expected number, got text; write it without quotes'],
    [z.number(), Number.NaN, 'type', 'expected number, got NaN'],
    [z.int(), 1.5, 'type', 'expected whole number, got number'],
    [z.boolean(), null, 'type', 'expected boolean, got nothing'],
    [z.array(z.string()), { a: 1 }, 'type', 'expected list, got mapping'],
    [z.object({ b: z.string() }), [1], 'type', 'expected mapping, got list'],
    [z.record(z.string(), z.string()), new Date(), 'type', 'expected mapping, got an instance of a class'],
    [z.union([z.string(), z.number()]), true, 'type', 'expected text or number, got boolean'],
    [z.literal('x'), 'y', 'value', 'must be "x"'],
    [z.enum(['append', 'replace']), 'x', 'value', 'must be one of: append, replace'],
    [z.number().min(3), 1, 'value', 'must be at least 3'],
    [z.number().gt(3), 3, 'value', 'must be more than 3'],
    [z.number().lt(3), 3, 'value', 'must be less than 3'],
    [z.number().multipleOf(5), 3, 'value', 'must be a multiple of 5'],
    [z.string().min(1), '', 'value', 'must have at least 1 characters'],
    [z.string().length(2), 'abc', 'value', 'must have exactly 2 characters'],
    [z.array(z.string()).max(1), ['a', 'b'], 'value', 'must have at most 1 items'],
    [z.email(), 'x', 'value', 'must be an email address'],
    [z.url(), 'x', 'value', 'must be a URL'],
    [z.string().regex(/^a+$/), 'x', 'value', 'must match /^a+$/'],
    [z.string().startsWith('a'), 'x', 'value', 'must start with "a"'],
    [z.string().endsWith('a'), 'x', 'value', 'must end with "a"'],
    [z.string().includes('a'), 'x', 'value', 'must contain "a"'],
    [z.base64(), '*', 'value', 'must be a valid base64'],
    [z.string().refine(() => false), 'x', 'value', 'is not valid'],
    [z.string().refine(() => false, 'Give a table.'), 'x', 'value', 'Give a table.'],
    [z.string('Give a text.'), 1, 'type', 'Give a text.'],
  ])('is told what is wrong with it (%#)', (schema, value, code, message) => {
    expect(refused(z.object({ a: schema }), { a: value })).toEqual([`${code} a: ${message}`]);
  });

  it.each([
    [z.string(), '(string), for example: a: "..."'],
    [z.number(), '(number), for example: a: 1'],
    [z.boolean(), '(boolean), for example: a: true'],
    [z.int(), '(whole number), for example: a: 1'],
    [z.enum(['x', 'y']), '(one of: x, y), for example: a: "x"'],
    [z.array(z.string()), '(list), for example: a: ["..."]'],
    [z.record(z.string(), z.string()), '(mapping), for example: a: { name: "..." }'],
    [
      z.object({ host: z.string(), port: z.number(), tls: z.boolean().optional() }),
      '(mapping), for example: a: { host: "...", port: 1 }',
    ],
    [z.union([z.string(), z.array(z.string())]), '(string or list), for example: a: "..."'],
  ])('is told what is missing (%#)', (schema, message) => {
    expect(refused(z.object({ a: schema }), {})).toEqual([`missing a: missing required field ${message}`]);
  });

  it('is checked against the member of a union that it is meant for', () => {
    const target = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('file'), path: z.string() }),
      z.object({ kind: z.literal('table'), name: z.string(), mode: z.enum(['append', 'replace']) }),
    ]);
    expect(parsed(target, { kind: 'file', path: 'x' })).toEqual({ kind: 'file', path: 'x' });
    expect(refused(target, { kind: 'table', nam: 'x', mode: 'apend' })).toEqual(
      [
        'value mode: must be one of: append, replace; did you mean "append"?',
        'unexpected nam: unexpected field; did you mean "name"?',
        'missing name: missing required field (string), for example: name: "..."',
      ].sort((a, b) => (a.split(' ')[1] ?? '').localeCompare(b.split(' ')[1] ?? '')),
    );
    const nested = z.union([
      z.object({ x: z.object({ p: z.string() }) }),
      z.object({ x: z.object({ q: z.string() }) }),
    ]);
    expect(parsed(nested, { x: { q: 'a' } })).toEqual({ x: { q: 'a' } });
    const listed = z.union([
      z.object({ x: z.array(z.object({ p: z.string() })) }),
      z.object({ x: z.array(z.object({ q: z.string() })) }),
    ]);
    expect(parsed(listed, { x: [{ q: 'a' }] })).toEqual({ x: [{ q: 'a' }] });
  });

  it('tells the discriminators that there are', () => {
    const target = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a') }),
      z.object({ kind: z.literal('b') }),
    ]);
    expect(refused(target, { kind: 'c' })).toEqual(['value kind: must be one of: a, b']);
  });

  it('joins the fields of an intersection', () => {
    const both = z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() }));
    expect(parsed(both, { a: '1', b: '2' })).toEqual({ a: '1', b: '2' });
    expect(refused(both, { a: '1', b: '2', cde: '3' })).toEqual(['unexpected cde: unexpected field; allowed: a, b']);
  });

  it('may be recursive', () => {
    const tree = z.object({
      name: z.string(),
      get kids() {
        return z.array(tree).optional();
      },
    });
    expect(parsed(tree, { name: 'a', kids: [{ name: 'b' }] })).toEqual({ name: 'a', kids: [{ name: 'b' }] });
    expect(refused(tree, { name: 'a', kids: [{ nam: 'b', name: 'c' }] })).toEqual([
      'unexpected kids.0.nam: unexpected field; did you mean "name"?',
    ]);
  });

  it('is parsed once, with the defaults of its schema', () => {
    const transform = jest.fn((text: string) => text.length);
    const schema = z.object({
      a: z.string().transform(transform),
      b: z.number().default(2),
      c: z.object({ d: z.string().default('x') }).prefault({}),
    });
    expect(parsed(schema, { a: 'abc' })).toEqual({ a: 3, b: 2, c: { d: 'x' } });
    expect(transform).toHaveBeenCalledTimes(1);
  });

  it('may be made up by preprocess', () => {
    const schema = z.object({
      tables: z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(z.string())),
    });
    expect(parsed(schema, { tables: 'a,b' })).toEqual({ tables: ['a', 'b'] });
  });

  it('passes on what a schema throws', () => {
    const own = new Error('mine');
    const schema = z.string().refine(() => {
      throw own;
    });
    expect(() => parsed(schema, 'x')).toThrow(own);
  });

  it('cannot be checked asynchronously', () => {
    expect(refused(z.object({ a: z.string().refine(() => Promise.resolve(true)) }), { a: 'x' })).toEqual([
      'value : the schema has an asynchronous check or transform, which run config cannot wait for; do it when the resource opens or the op runs',
    ]);
  });

  it('keeps instances of classes that code gives', () => {
    const day = new Date(0);
    expect(parsed(z.object({ day: z.date(), any: z.any() }), { day, any: day })).toEqual({ day, any: day });
  });
});

describe('environment variables in config', () => {
  const VARIABLES = {
    TEXT: 'abcdef',
    NUMBER: '8080',
    TRUE: 'true',
    HEX: '0x10',
    FLOAT: '1e3',
    ZEROS: '007',
    EMPTY: '',
    NULL: '~',
    BLANKS: ' abcdef\n',
  };
  const read = (schema: z.ZodType, name: string) =>
    (parsed(z.object({ a: schema }), { a: { env: name } }, VARIABLES) as { a: unknown }).a;

  it('are read as YAML where a number or a boolean is expected, else as they are', () => {
    expect(read(z.string(), 'TEXT')).toBe('abcdef');
    expect(read(z.string(), 'NUMBER')).toBe('8080');
    expect(read(z.string(), 'EMPTY')).toBe('');
    expect(read(z.string(), 'BLANKS')).toBe(' abcdef\n');
    expect(read(z.union([z.string(), z.number()]), 'BLANKS')).toBe(' abcdef\n');
    expect(read(z.string().optional(), 'TRUE')).toBe('true');
    expect(read(z.number(), 'NUMBER')).toBe(8080);
    expect(read(z.number().default(1), 'HEX')).toBe(16);
    expect(read(z.number(), 'FLOAT')).toBe(1000);
    expect(read(z.boolean(), 'TRUE')).toBe(true);
    expect(read(z.coerce.number(), 'ZEROS')).toBe(7);
    expect(read(z.literal([8080, 'x']), 'NUMBER')).toBe(8080);
    expect(read(z.enum(['abcdef', 'x']), 'TEXT')).toBe('abcdef');
    expect(read(z.stringbool(), 'TRUE')).toBe(true);
    expect(read(z.any(), 'NUMBER')).toBe('8080');
    expect(read(z.string().nullable(), 'TEXT')).toBe('abcdef');
  });

  it('stand anywhere in the data', () => {
    const schema = z.object({ list: z.array(z.number()), map: z.record(z.string(), z.string()), any: z.unknown() });
    const config = { list: [1, { env: 'NUMBER' }], map: { x: env('TEXT') }, any: { deep: [{ env: 'TEXT' }] } };
    expect(parsed(schema, config, VARIABLES)).toEqual({
      list: [1, 8080],
      map: { x: 'abcdef' },
      any: { deep: ['abcdef'] },
    });
  });

  it('are no references where the schema has a field env', () => {
    expect(parsed(z.object({ env: z.string() }), { env: 'TEXT' }, VARIABLES)).toEqual({ env: 'TEXT' });
    expect(parsed(z.object({ a: z.record(z.string(), z.string()) }), { a: { env: 'TEXT' } }, VARIABLES)).toEqual({
      a: { env: 'TEXT' },
    });
    expect(parsed(z.union([z.string(), z.object({ env: z.string() })]), { env: 'TEXT' }, VARIABLES)).toEqual({
      env: 'TEXT',
    });
  });

  it('must be set', () => {
    expect(refused(z.object({ a: z.string().default('x') }), { a: { env: 'UNSET' } })).toEqual([
      'env a: environment variable UNSET is not set',
    ]);
    expect(refused(z.union([z.string(), z.number()]), { env: 'UNSET' })).toEqual([
      'env : environment variable UNSET is not set',
    ]);
  });

  it('stand for single values only', () => {
    expect(
      refused(
        z.object({ a: z.array(z.string()), b: z.object({ c: z.string() }) }),
        { a: { env: 'TEXT' }, b: { env: 'TEXT' } },
        VARIABLES,
      ),
    ).toEqual([
      'type a: expected list; { env: ... } can only stand for a single value',
      'type b: expected mapping; { env: ... } can only stand for a single value',
    ]);
  });

  it('are named, not shown, when they do not fit', () => {
    const quoting = z.string().refine(() => false, { error: ({ input }) => `Not ${String(input)}!` });
    const rounding = z.number().refine(() => false, { error: ({ input }) => `Not ${String(input)}!` });
    expect(
      refused(
        z.object({ n: z.number(), b: z.boolean(), e: z.enum(['x', 'y']), q: quoting, r: rounding }),
        {
          n: { env: 'TEXT' },
          b: { env: 'NUMBER' },
          e: { env: 'TEXT' },
          q: { env: 'TEXT' },
          r: { env: 'HEX' },
        },
        VARIABLES,
      ),
    ).toEqual([
      'env b: environment variable NUMBER: expected boolean',
      'env e: environment variable TEXT: must be one of: x, y',
      'env n: environment variable TEXT: expected number',
      'env q: environment variable TEXT: Not •••!',
      'env r: environment variable HEX: its value does not fit here',
    ]);
  });
});

describe('secrets in config', () => {
  const secretsOf = (schema: z.ZodType, config: unknown, variables: Readonly<Record<string, string>> = {}) =>
    resolve(opJob(schema), { runConfig: loose({ ops: { a: { config } } }), env: variables });

  it('are all values of the environment and of secret fields', () => {
    const schema = z.object({
      token: secret(z.string().trim()),
      keys: secret(z.array(z.string())),
      pin: secret(z.number()).optional(),
      fallback: secret(z.string()).default('sesame'),
      plain: z.string(),
      url: z.string(),
    });
    const config = {
      token: ' s3cret-1 ',
      keys: ['s3cret-2', env('KEY')],
      pin: 123456,
      plain: 'plain',
      url: env('URL'),
    };
    expect(secretsOf(schema, config, { KEY: 's3cret-3', URL: 's3cret-4' }).secrets.toSorted()).toEqual(
      [' s3cret-1 ', '123456', 's3cret-1', 's3cret-2', 's3cret-3', 's3cret-4', 'sesame'].toSorted(),
    );
  });

  it('are warned of when they are too short to be searched in texts', () => {
    const { warnings, secrets } = secretsOf(z.object({ pin: secret(z.string()), none: secret(z.string()) }), {
      pin: '1234',
      none: '',
    });
    expect(warnings).toEqual([
      'The secret at ops.a.config.pin has fewer than 6 characters: it is masked where it stands, but not searched in texts.',
    ]);
    expect(secrets).toEqual(['1234']);
  });

  it('are masked in messages of schemas', () => {
    const quoting = (name: string) =>
      secret(z.string().refine(() => false, { error: ({ input }) => `${name} ${String(input)}!` }));
    const whole = z.object({ a: quoting('no'), b: quoting('bad') });
    expect(refused(whole, { a: 'hunter2000', b: 'xy' })).toEqual(['value a: no •••!', 'value b: bad •••!']);
    const above = z
      .object({ a: secret(z.string()) })
      .refine(() => false, { error: ({ input }) => JSON.stringify(input) });
    expect(refused(above, { a: 'hunter2000' })).toEqual(['value : {"a":"•••"}']);
  });
});

describe('config that is no good data', () => {
  const open = z.object({ a: z.any(), b: z.record(z.string(), z.any()).optional() });

  it('is refused when it contains itself, or is too deep', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(refused(open, { a: cycle })).toEqual(['value a.self: contains itself; run config is a tree of data']);
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    expect(refused(open, { a: deep })[0]).toMatch(/nested more than 200 levels deep$/);
  });

  it('never touches a prototype', () => {
    const config: unknown = JSON.parse(
      '{ "a": { "__proto__": { "polluted": true } }, "b": { "constructor": 1, "prototype": 2 } }',
    );
    expect(refused(open, config)).toEqual(['unexpected a.__proto__: a key cannot be __proto__']);
    const harmless = parsed(open, {
      a: 1,
      b: JSON.parse('{ "constructor": 1, "prototype": 2, "toString": 3 }') as unknown,
    });
    expect(harmless).toEqual({ a: 1, b: { constructor: 1, prototype: 2, toString: 3 } });
    expect(refused(z.object({}), { constructor: 1, toString: 2 })).toHaveLength(2);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('may be anything: it is accepted or refused', () => {
    const schema = z.object({
      s: secret(z.string()).optional(),
      u: z
        .union([
          z.number(),
          z.array(z.string()),
          z.object({ k: z.literal('x'), v: z.json() }),
          z.record(z.string(), z.boolean()),
        ])
        .optional(),
      r: z.record(z.string(), z.object({ q: z.int().default(1) })).optional(),
    });
    const job = { ...opJob(schema), inputs: z.object({ i: z.number().optional() }) };
    const key = fc.constantFrom(
      'resources',
      'ops',
      'a',
      'config',
      's',
      'u',
      'r',
      'k',
      'v',
      'env',
      'inputs',
      'i',
      'execution',
      'hooks',
      'tags',
      'loggers',
      'console',
      '__proto__',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 7 },
        fc.constantFrom('x', 'UNSET', '', null, 1, true),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
        fc.jsonValue(),
      ),
    }));
    fc.assert(
      fc.property(value, value, (runConfig, config) => {
        for (const given of [runConfig, { ops: { a: { config } } }]) {
          const outcome = outcomeOf(() => resolve(job, { runConfig: loose(given) }));
          expect(outcome).toMatch(/^accepted$|^Error in config for job notifAll: \d+ errors?\n/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function outcomeOf(run: () => unknown): string {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
