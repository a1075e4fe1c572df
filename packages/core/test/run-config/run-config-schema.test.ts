import { z } from 'zod';
import { hardcodedResource } from '../../src/definition/define-resource';
import { secret } from '../../src/definition/secret';
import { runConfigSchema } from '../../src/run-config/run-config-schema';
import type { JsonRecord } from '../../src/util/json';
import { buildHook, buildJob, buildNode, buildOp } from '../plan/build-job';
import { thrownBy } from '../thrown-by';
import { echo, opJob } from './resolve';

const job = buildJob(
  [
    buildNode('a', {
      op: buildOp('a', { description: 'Reads.', config: z.object({ table: z.string(), rows: z.int().default(2) }) }),
    }),
    buildNode('load', {
      op: buildOp('load', { config: z.object({ mode: z.enum(['append', 'replace']) }) }),
      graphs: [{ path: 'g', hooks: [] }],
    }),
  ],
  {
    name: 'etl',
    inputs: z.object({ rate: z.number().optional() }),
    hooks: [buildHook('tell')],
    resources: { slack: echo(z.object({ token: secret(z.string()) })), fixed: hardcodedResource(1) },
    config: { ops: { a: { config: { table: 'sales' } } } },
  },
);

/** Whether a JSON Schema lets a document pass. */
function accepts(schema: JsonRecord, document: unknown): boolean {
  return z.fromJSONSchema(schema).safeParse(document).success;
}

describe('runConfigSchema', () => {
  const schema = runConfigSchema(job);

  it.each([
    {},
    { resources: null, ops: { a: { config: { rows: 3 } }, g: { ops: { load: { config: { mode: 'append' } } } } } },
    { resources: { slack: { config: { token: { env: 'TOKEN' } } }, fixed: { config: { any: 1 } } } },
    { inputs: { rate: { env: 'RATE' } }, tags: { team: 'a' }, hooks: { tell: { enabled: false } } },
    {
      execution: { config: { maxConcurrent: 3, timeout: '5m', hookWait: 0 } },
      loggers: { console: { config: { logLevel: 'warn' } } },
    },
  ])('accepts what a run accepts (%#)', (document) => {
    expect(accepts(schema, document)).toBe(true);
  });

  it.each([
    { stuff: 1 },
    { resources: { slack: { config: {} } } },
    { resources: { slack: { config: { token: 'x', tokn: 1 } } } },
    { ops: { a: { config: { rows: 'x' } } } },
    { ops: { g: { ops: { load: { config: { mode: 'other' } } } } } },
    { inputs: { rat: 1 } },
    { execution: { config: { timeout: 'soon' } } },
    { hooks: { tell: { enabled: 'no' } } },
    { tags: { team: 1 } },
  ])('refuses what a run refuses (%#)', (document) => {
    expect(accepts(schema, document)).toBe(false);
  });

  it('is JSON Schema 2020-12 with descriptions, defaults and secrets', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Run config of job etl',
    });
    const { properties } = schema as unknown as {
      readonly properties: { readonly ops: JsonRecord; readonly resources: JsonRecord };
    };
    expect(properties.ops).toMatchObject({
      properties: {
        a: {
          description: 'Reads.',
          properties: {
            config: {
              type: ['object', 'null'],
              properties: {
                table: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/env' }] },
                rows: { default: 2, anyOf: [{ type: 'integer' }, { $ref: '#/$defs/env' }] },
              },
              additionalProperties: false,
            },
          },
        },
      },
    });
    expect(properties.resources).toMatchObject({
      properties: { slack: { properties: { config: { properties: { token: { writeOnly: true } } } } } },
    });
  });

  it('handles unions, tuples, records and recursive schemas', () => {
    const tree = z.object({
      name: z.string(),
      get kids() {
        return z.array(tree).optional();
      },
    });
    const config = z.object({
      tree,
      kind: z.discriminatedUnion('k', [
        z.object({ k: z.literal('a') }),
        z.object({ k: z.literal('b'), n: z.number() }),
      ]),
      either: z.union([z.string(), z.array(z.string())]),
      pair: z.tuple([z.string(), z.number()]),
      map: z.record(z.string(), z.number()),
      day: z.date().optional(),
      nothing: z.null(),
    });
    const given = {
      tree: { name: 'a', kids: [{ name: { env: 'NAME' } }] },
      kind: { k: { env: 'KIND' } },
      either: { env: 'EITHER' },
      pair: [{ env: 'A' }, 1],
      map: { x: { env: 'X' } },
      nothing: null,
    };
    const recursive = runConfigSchema(opJob(config));
    expect(accepts(recursive, { ops: { a: { config: given } } })).toBe(true);
    expect(accepts(recursive, { ops: { a: { config: { ...given, tree: { name: 'a', kids: [{ nam: 1 }] } } } } })).toBe(
      false,
    );
    expect(accepts(recursive, { ops: { a: { config: { ...given, map: { x: 'y' } } } } })).toBe(false);
  });

  it('refuses what is not a job', () => {
    const error = thrownBy(() => runConfigSchema({} as typeof job));
    expect(error).toMatchObject({ name: 'InvalidInvocationError', code: 'HOOKLINE_BAD_ARGUMENT' });
    expect(error.message).toMatch(/^Parameter 'job' of runConfigSchema\(\) is an object\. Give a job: /);
  });
});
