import fc from 'fast-check';
import { z } from 'zod';
import type { JobDefinition } from '../../src/definition/job-definition';
import type { ConfigOptions } from '../../src/run-config/resolve-run-config';
import { buildJob, buildNode, buildOp } from '../plan/build-job';
import { loose, parsed, resolve } from './resolve';

/** A setting that a place may give, or leave to the others. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const count = fc.integer({ min: 1, max: 50 });
const milliseconds = fc.integer({ min: 1, max: 90_000 });

/** Keys and values of run config; keys collide often. */
const { mapping } = fc.letrec<{ value: unknown; mapping: Readonly<Record<string, unknown>> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(1, 'x', true, null),
    fc.array(fc.nat(3), { maxLength: 2 }),
    tie('mapping'),
  ),
  mapping: fc.dictionary(fc.constantFrom('a', 'b', 'config', 'ops', 'toString'), tie('value'), { maxKeys: 3 }),
}));

describe('run config from several places', () => {
  it('takes each setting of the execution from the call, else the run config, else the job, else the default', () => {
    const settings = fc.record({
      maxConcurrent: maybe(count),
      gracePeriod: maybe(milliseconds),
      timeout: maybe(milliseconds),
      hookWait: maybe(milliseconds),
    });
    const own = fc.record({ maxConcurrent: maybe(count), timeout: maybe(milliseconds) });
    fc.assert(
      fc.property(settings, settings, settings, own, (call, run, config, job) => {
        const { timeout: _, ...options } = call;
        const definition = { ...opJob(), ...job, config: execution(config) } as JobDefinition;
        const places = [options, run, config, job, { maxConcurrent: 10, gracePeriod: 20_000, hookWait: 60_000 }];
        const first = (key: string) =>
          places
            .map((place) => (place as Record<string, number | undefined>)[key])
            .find((value) => value !== undefined);
        expect(resolve(definition, { ...(options as ConfigOptions), runConfig: execution(run) }).execution).toEqual({
          maxConcurrent: first('maxConcurrent'),
          gracePeriod: first('gracePeriod'),
          timeout: first('timeout'),
          hookWait: first('hookWait'),
        });
      }),
    );
  });

  it('takes each input and each tag from the call, else the run config, else the job, else the default', () => {
    const texts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string({ maxLength: 3 }), { maxKeys: 3 });
    const inputs = z.object({ a: z.string().default('A'), b: z.string().default('B'), c: z.string().optional() });
    fc.assert(
      fc.property(texts, texts, texts, texts, (call, run, config, job) => {
        const definition = { ...opJob(), inputs, tags: job, config: loose({ inputs: config, tags: config }) };
        const options = { inputs: call, tags: call, runConfig: loose({ inputs: run, tags: run }) };
        const resolved = resolve(definition as JobDefinition, options);
        expect(resolved.inputs).toEqual({ a: 'A', b: 'B', ...config, ...run, ...call });
        expect(resolved.tags).toEqual({ ...job, ...config, ...run, ...call });
      }),
    );
  });

  it('is merged by key, deep; lists and single values are replaced (S29)', () => {
    fc.assert(
      fc.property(mapping, mapping, (base, over) => {
        const definition = { ...opJob(z.any()), config: loose({ ops: { a: { config: base } } }) } as JobDefinition;
        const frozen = [structuredClone(base), structuredClone(over)];
        const resolved = resolve(definition, { runConfig: loose({ ops: { a: { config: over } } }) });
        expect(resolved.ops.get('a')).toEqual(merged(base, over));
        expect([base, over]).toEqual(frozen);
      }),
    );
  });

  it('fills in the defaults of fields that are left out, and no others', () => {
    const fields = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.record({ byDefault: fc.integer(), given: maybe(fc.integer()) }),
    );
    fc.assert(
      fc.property(fields, (spec) => {
        const entries = Object.entries(spec);
        const schema = z.object(Object.fromEntries(entries.map(([key, f]) => [key, z.int().default(f.byDefault)])));
        const given = Object.fromEntries(
          entries.flatMap(([key, f]) => (f.given === undefined ? [] : [[key, f.given]])),
        );
        const expected = Object.fromEntries(entries.map(([key, f]) => [key, f.given ?? f.byDefault]));
        expect(parsed(schema, given)).toEqual(expected);
      }),
    );
  });
});

describe('an environment variable of any text', () => {
  const variable = (schema: z.ZodType, text: string) => {
    const runConfig = loose({ ops: { a: { config: { field: { env: 'VARIABLE' } } } } });
    const resolved = resolve(opJob(z.object({ field: schema })), { runConfig, env: { VARIABLE: text } });
    return { value: (resolved.ops.get('a') as { field: unknown }).field, secrets: resolved.secrets };
  };
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

  it('is that text where a text is expected, or anything goes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), number.map(String)), (text) => {
        for (const schema of [z.string(), z.any(), z.string().optional(), z.union([z.string(), z.array(z.int())])]) {
          expect(variable(schema, text).value).toBe(text);
        }
      }),
    );
  });

  it('is the number or boolean that it says where one is expected', () => {
    fc.assert(
      fc.property(number, fc.boolean(), fc.constantFrom('', ' ', '\n'), (value, flag, space) => {
        expect(variable(z.number(), `${space}${value}${space}`).value).toBe(value);
        expect(variable(z.boolean(), `${flag}${space}`).value).toBe(flag);
        expect(variable(z.union([z.boolean(), z.number()]), `${value}`).value).toBe(value);
      }),
    );
  });

  it('is a secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(variable(z.string(), text).secrets).toEqual([text]);
      }),
    );
  });
});

/** A job of one op `a`. */
function opJob(config?: z.ZodType): JobDefinition {
  return buildJob([buildNode('a', { op: buildOp('a', config && { config }) })]);
}

function execution(config: Readonly<Record<string, unknown>>) {
  return loose({ execution: { config } });
}

function merged(base: unknown, over: unknown): unknown {
  if (!isMapping(base) || !isMapping(over)) return over;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      !Object.hasOwn(over, key) ? base[key] : Object.hasOwn(base, key) ? merged(base[key], over[key]) : over[key],
    ]),
  );
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
