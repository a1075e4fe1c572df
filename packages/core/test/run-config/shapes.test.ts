import { z } from 'zod';
import { secret } from '../../src/definition/secret';
import { buildJob, buildNode, buildOp } from '../plan/build-job';
import { loose, opJob, parsed, problemsOf, refused, resolve } from './resolve';

const VARIABLES = { N: '7', T: 'abcdef' };
const row = z.object({ n: z.number() });

describe('references and typos in config of all shapes', () => {
  it.each([
    ['a tuple', z.tuple([z.number(), z.string()], z.boolean()), [{ env: 'N' }, { env: 'N' }, true], [7, '7', true]],
    ['a list of mappings', z.array(row), [{ n: { env: 'N' } }], [{ n: 7 }]],
    ['a lazy schema', z.lazy(() => row), { n: { env: 'N' } }, { n: 7 }],
    ['a fallback', row.catch({ n: 0 }), { n: 'x' }, { n: 0 }],
    ['a scalar with a fallback', z.number().catch(0), { env: 'N' }, 7],
    ['what preprocess is followed by', z.preprocess((value) => value, row), { n: { env: 'N' } }, { n: 7 }],
    [
      'a mapping that is also a record',
      z.intersection(z.record(z.string(), z.number()), row),
      { n: 1, m: 2 },
      { n: 1, m: 2 },
    ],
    [
      'a record that is also a mapping',
      z.intersection(row, z.record(z.string(), z.number())),
      { n: 1, m: 2 },
      { n: 1, m: 2 },
    ],
    ['anything that is also a mapping', z.intersection(z.any(), row), { n: { env: 'N' } }, { n: 7 }],
    [
      'two records',
      z.intersection(z.record(z.string(), z.number()), z.record(z.string(), z.int())),
      { a: { env: 'N' } },
      { a: 7 },
    ],
    [
      'a loose mapping that is also another',
      z.intersection(z.looseObject({ a: z.string() }), row),
      { a: 'x', n: 1, q: 2 },
      { a: 'x', n: 1, q: 2 },
    ],
    ['two scalars', z.intersection(z.number(), z.int()), { env: 'N' }, 7],
    ['a union with a list', z.union([z.string(), z.array(z.number())]), [{ env: 'N' }], [7]],
    ['a union with a record', z.union([z.string(), z.record(z.string(), z.number())]), { a: { env: 'N' } }, { a: 7 }],
    ['a union with anything', z.union([row, z.any()]), { other: [1] }, { other: [1] }],
    ['a union with null', z.union([row, z.null()]), null, null],
    ['a lazy schema with null', z.lazy(() => row.nullable()), null, null],
    ['a pipe with null', row.nullable().pipe(z.any()), null, null],
    ['any JSON', z.json(), { a: [{ b: { env: 'T' } }] }, { a: [{ b: 'abcdef' }] }],
    ['a set of a class', z.set(z.number()), new Set([1]), new Set([1])],
    ['a map of a class', z.map(z.string(), z.number()), new Map([['a', 1]]), new Map([['a', 1]])],
  ])('are found in %s', (_, schema, config, result) => {
    expect(parsed(z.object({ a: schema }), { a: config }, VARIABLES)).toEqual({ a: result });
  });

  it.each([
    ['null where a mapping is expected', row, null, 'missing a.n: missing required field (number), for example: n: 1'],
    ['an item too many', z.tuple([z.number()]), [1, 2], 'value a: must have at most 1 items'],
    ['an item too few', z.tuple([z.number(), z.number()]), [1], 'value a: must have at least 2 items'],
    [
      'a key of an enum record',
      z.record(z.enum(['x', 'y']), z.number()),
      { x: 1, y: 2, zoo: 3 },
      'unexpected a.zoo: unexpected field; nothing can be set here',
    ],
    [
      'a field of an enum record',
      z.record(z.enum(['x', 'y']), z.number()),
      { x: 1 },
      'missing a.y: missing required field (number)',
    ],
    [
      'a text for a choice',
      z.record(z.enum(['x']), z.enum(['p', 'q'])),
      {},
      'missing a.x: missing required field (one of: p, q)',
    ],
    [
      'a member of a union in a list',
      z.array(z.union([row, z.string()])),
      [{ m: 1 }],
      'unexpected a.0.m: unexpected field; allowed: n',
    ],
    ['a constant of a union', z.union([z.literal('x'), z.literal(3)]), 'y', 'value a: expected "x" or 3, got text'],
    ['a whole number', z.number().int().max(5), 7, 'value a: must be at most 5'],
    ['a date', z.date().min(new Date(0)), new Date(-1), 'value a: must be at least 1970-01-01T00:00:00.000Z'],
    ['a UUID', z.uuid(), 'x', 'value a: must be a UUID'],
    ['what nobody takes', z.never(), 1, 'type a: expected never, got number'],
    ['a file', z.file(), 'x', 'type a: expected file, got text'],
    ['an element of a set', z.set(z.number()), new Set(['x']), 'type a: expected number, got text'],
    ['an own word for a union', z.union([row, z.string()], 'Give a row.'), 3, 'type a: Give a row.'],
    [
      'an own word for a missing field',
      z.record(z.enum(['x']), z.string('Give x.')),
      {},
      'missing a.x: missing required field: Give x.',
    ],
    [
      'an own word for a key',
      z.record(z.string().min(2, 'Too short.'), z.any()),
      { k: 1 },
      'unexpected a.k: unexpected field; Too short.',
    ],
    [
      'an own word for a strict mapping',
      z.union([z.strictObject({ p: z.string() }, 'Only p.'), z.number()]),
      { p: 'x', zoo: 1 },
      'unexpected a.zoo: unexpected field; allowed: p',
    ],
  ])('tell of %s', (_, schema, config, problem) => {
    expect(refused(z.object({ a: schema }), { a: config })).toContain(problem);
  });

  it('are told in the own words of a schema behind any', () => {
    const strict = z.any().pipe(z.strictObject({ p: z.string() }, 'Only p.'));
    expect(refused(strict, { p: 'x', zoo: 1 })).toEqual(['unexpected zoo: Only p.']);
  });

  it('do not hide what else is wrong in a union', () => {
    const schema = z.object({
      a: z.union([z.object({ k: z.literal('x'), t: z.string() }), z.object({ k: z.literal('y'), s: z.string() })]),
    });
    expect(refused(schema, { a: { k: 'y', s: { env: 'UNSET' } } })).toEqual([
      'env a.s: environment variable UNSET is not set',
    ]);
    expect(refused(schema, { a: { k: 'y' } })).toEqual([
      'missing a.s: missing required field (string), for example: s: "..."',
    ]);
  });

  it('are refused where objects are shared without end', () => {
    let shared: unknown = { leaf: 1 };
    for (let level = 0; level < 40; level += 1) shared = [shared, shared];
    expect(refused(z.object({ a: z.any() }), { a: shared })[0]).toMatch(
      /more than \d+ values; keep large data out of run config$/,
    );
  });

  it('are those of a secret field with a lazy or mapped value, too', () => {
    const schema = z.object({ keys: secret(z.record(z.string(), z.bigint().or(z.string()))) });
    const { secrets } = resolve(opJob(schema), {
      runConfig: loose({ ops: { a: { config: { keys: { a: 12345678n, b: 'hunter2000' } } } } }),
    });
    expect(secrets).toEqual(['12345678', 'hunter2000']);
  });
});

describe('names of Object.prototype', () => {
  it('are names like others', () => {
    const op = buildOp('constructor', { config: z.object({ toString: z.string() }) });
    const job = buildJob([buildNode('constructor', { op })], { name: 'j' });
    const runConfig = loose({ ops: { constructor: { config: { toString: 'x' } } } });
    expect(resolve(job, { runConfig }).ops.get('constructor')).toEqual({ toString: 'x' });
    expect(problemsOf(job)).toEqual([
      'missing ops.constructor.config.toString: missing required field (string), for example: toString: "..."',
    ]);
    expect(
      problemsOf(opJob(z.object({})), { runConfig: loose({ valueOf: 1, resources: { hasOwnProperty: {} } }) }),
    ).toHaveLength(2);
  });
});
