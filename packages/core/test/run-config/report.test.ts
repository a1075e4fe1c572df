import { z } from 'zod';
import { env } from '../../src/definition/env-ref';
import { secret } from '../../src/definition/secret';
import { parseRunConfig } from '../../src/run-config/parse-run-config';
import { buildHook, buildJob, buildNode, buildOp } from '../plan/build-job';
import { echo, errorOf, loose, opJob, resolve } from './resolve';

const slack = echo(z.object({ token: secret(z.string()), apiUrl: z.url().optional() }));
const load = z.object({
  table: z.string().default('sales'),
  rows: z.int().default(1),
  names: z.array(z.string()).optional(),
});
const notify = buildJob([buildNode('a', { op: buildOp('a', { config: load }) }), buildNode('b')], {
  name: 'notifAll',
  resources: { slack },
  hooks: [buildHook('tellSlack', 'success', { requiredResourceKeys: ['slack'] })],
});
const yaml = (...lines: string[]) => parseRunConfig(lines.join('\n'), 'prod.yaml');
const reportOf = (runConfig: unknown, job = notify) =>
  errorOf(job, { runConfig: loose(runConfig) }).message.split('\n');
const placesOf = (runConfig: unknown, job = notify) =>
  errorOf(job, { runConfig: loose(runConfig) }).errors.map(({ code, path, position }) => {
    return `${code} ${path} ${position ? `${position.file}:${position.line}:${position.column}` : 'nowhere'}`;
  });

describe('report of a run config', () => {
  it('lists all problems with their places, in aligned columns', () => {
    const error = errorOf(notify, { runConfig: yaml('resources:', '  slack:', '    config:', '      tokn: xoxb-1') });
    expect(error.message).toBe(`Error in config for job notifAll: 2 errors
  prod.yaml:3:5   resources.slack.config.token   missing required field (string), for example: token: "..."
  prod.yaml:4:7   resources.slack.config.tokn    unexpected field; did you mean "token"?`);
    expect(error.code).toBe('HOOKLINE_INVALID_CONFIG');
    expect(error.errors).toEqual([
      {
        code: 'missing',
        path: 'resources.slack.config.token',
        message: 'missing required field (string), for example: token: "..."',
        position: { file: 'prod.yaml', line: 3, column: 5 },
      },
      {
        code: 'unexpected',
        path: 'resources.slack.config.tokn',
        message: 'unexpected field; did you mean "token"?',
        position: { file: 'prod.yaml', line: 4, column: 7 },
      },
    ]);
  });

  it('points at keys, at values, and for what is missing at the nearest parent', () => {
    const runConfig = yaml(
      'tags: { n: 1 }',
      'ops:',
      '  a:',
      '    config: { tabel: x, rows: 1.5,',
      '      names: [ok, 7, { env: UNSET }] }',
      '  c:',
      'resources: { slack: { } }',
      'hooks:',
      '  tellSlack: [off]',
    );
    expect(placesOf(runConfig)).toEqual([
      'type tags.n prod.yaml:1:12',
      'unexpected ops.a.config.tabel prod.yaml:4:15',
      'type ops.a.config.rows prod.yaml:4:31',
      'type ops.a.config.names.1 prod.yaml:5:19',
      'env ops.a.config.names.2 prod.yaml:5:22',
      'unexpected ops.c prod.yaml:6:3',
      'missing resources.slack.config.token prod.yaml:7:14',
      'type hooks.tellSlack prod.yaml:9:14',
    ]);
  });

  it('points at the start of the file where no parent is in it', () => {
    expect(placesOf(yaml('tags: { a: b }'))).toEqual(['missing resources.slack.config.token prod.yaml:1:1']);
    expect(placesOf(yaml(''))).toEqual(['missing resources.slack.config.token prod.yaml:1:1']);
  });

  it('shows the path alone for what code made, ordered by path', () => {
    expect(reportOf({ resources: { slack: { config: { tokn: 1 } } }, ops: { c: {} } })).toEqual([
      'Error in config for job notifAll: 3 errors',
      '  ops.c                          unexpected field; allowed: a, b',
      '  resources.slack.config.token   missing required field (string), for example: token: "..."',
      '  resources.slack.config.tokn    unexpected field; did you mean "token"?',
    ]);
  });

  it('keeps the places of what is spread into another config', () => {
    const base = yaml('resources:', '  slack:', '    config: { token: 1 }', 'ops:', '  c: {}');
    expect(placesOf({ ...base, ops: { ...base.ops, d: {} }, tags: { n: 1 } })).toEqual([
      'type resources.slack.config.token prod.yaml:3:22',
      'unexpected ops.c nowhere',
      'unexpected ops.d nowhere',
      'type tags.n nowhere',
    ]);
  });

  it('counts what it does not list, and keeps 1,000 problems', () => {
    const keys = Array.from({ length: 1_500 }, (_, i) => `  unknownOp${i}: {}`);
    const error = errorOf(notify, {
      runConfig: yaml('resources: { slack: { config: { token: x } } }', 'ops:', ...keys),
    });
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(22);
    expect(lines[0]).toBe('Error in config for job notifAll: 1500 errors');
    expect(lines[20]).toMatch(/^ {2}prod\.yaml:22:3 {3}ops\.unknownOp19 /);
    expect(lines[21]).toBe('  … and 1480 more');
    expect(error.errors).toHaveLength(1_000);
    expect(error.errors[999]?.position?.line).toBe(1_002);
  });

  it('quotes keys that would be mistaken for more, and shortens endless ones', () => {
    const schema = z.record(z.string(), z.number());
    const config = { 'a.b': 'x', 'line\nbreak': 'x', ['k'.repeat(99)]: 'x', '': 'x' };
    const { errors } = errorOf(opJob(schema), { runConfig: { ops: { a: { config } } } });
    expect(errors.map(({ path }) => path).toSorted()).toEqual([
      'ops.a.config.""',
      'ops.a.config."a.b"',
      'ops.a.config."line\\nbreak"',
      `ops.a.config.${'k'.repeat(60)}…`,
    ]);
  });

  it('lists at most 20 allowed keys', () => {
    const fields = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`field${i}`, z.string().optional()]));
    const { errors } = errorOf(opJob(z.object(fields)), { runConfig: { ops: { a: { config: { zebra: 1 } } } } });
    expect(errors[0]?.message).toMatch(/^unexpected field; allowed: field0, field1, .*, field19 and 5 more$/);
  });
});

describe('config of a job', () => {
  const token = (value: string) => ({ resources: { slack: { config: { token: value } } } });

  it('is merged under the run config: mappings by key, the rest replaced', () => {
    const job = {
      ...notify,
      config: { ...token('xoxb-1'), ops: { a: { config: { table: 'x', rows: 2, names: ['a', 'b'] } } } },
    };
    const runConfig = { ops: { a: { config: { rows: 3, names: ['c'] } } } };
    const { ops, resources } = resolve(job, { runConfig });
    expect(ops.get('a')).toEqual({ table: 'x', rows: 3, names: ['c'] });
    expect(resources.get('slack')).toEqual({ token: 'xoxb-1' });
    expect(job.config.ops.a.config).toEqual({ table: 'x', rows: 2, names: ['a', 'b'] });
  });

  it('stays where a section of the run config is empty, and gives way to null in values', () => {
    const nullable = opJob(z.object({ proxy: z.object({ host: z.string() }).nullable() }));
    const job = { ...nullable, config: { ops: { a: { config: { proxy: { host: 'h' } } } } } };
    expect(resolve(job, { runConfig: loose({ ops: { a: null } }) }).ops.get('a')).toEqual({ proxy: { host: 'h' } });
    expect(resolve(job, { runConfig: loose({ ops: { a: { config: null } } }) }).ops.get('a')).toEqual({
      proxy: { host: 'h' },
    });
    expect(resolve(job, { runConfig: { ops: { a: { config: { proxy: null } } } } }).ops.get('a')).toEqual({
      proxy: null,
    });
  });

  it('does not cost the run config its places', () => {
    const job = { ...notify, config: { ops: { a: { config: { rows: 1.5 } } }, ...token('x') } };
    const runConfig = yaml(
      'ops:',
      '  a:',
      '    config: { tabel: x }',
      'resources: { slack: { config: { apiUrl: 1 } } }',
    );
    expect(placesOf(runConfig, job)).toEqual([
      'unexpected ops.a.config.tabel prod.yaml:3:15',
      'type resources.slack.config.apiUrl prod.yaml:4:41',
      'type ops.a.config.rows nowhere',
    ]);
  });

  it('may come from YAML, too', () => {
    const base = parseRunConfig('ops:\n  a:\n    config: { rows: x }\n', 'base.yaml');
    const job = { ...notify, config: base };
    expect(placesOf(yaml('', 'resources: { slack: { config: {} } }'), job)).toEqual([
      'type ops.a.config.rows base.yaml:3:21',
      'missing resources.slack.config.token prod.yaml:2:23',
    ]);
  });

  it('gives way to inputs of the call, which have no place', () => {
    const job = { ...opJob(z.object({})), inputs: z.object({ rate: z.number(), n: z.number() }) };
    const error = errorOf(job, { runConfig: yaml('inputs: { rate: 1, n: x }'), inputs: { rate: env('UNSET') } });
    expect(error.errors.map(({ code, position }) => [code, position?.column])).toEqual([
      ['type', 23],
      ['env', undefined],
    ]);
  });

  it('of which an input is no mapping is told once', () => {
    const job = { ...opJob(z.object({})), inputs: z.object({ rate: z.number() }) };
    const { errors } = errorOf(job, { runConfig: loose({ inputs: [1] }), inputs: { rate: 1 } });
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual(['type inputs']);
  });
});
