import { z } from 'zod';
import { defineLogger, env, secret } from '../../src';
import { isEnvRef } from '../../src/definition/env-ref';
import { isSecret } from '../../src/definition/secret';
import { thrownBy } from '../thrown-by';

describe('env', () => {
  it('is what YAML writes', () => {
    expect(env('TOKEN')).toEqual({ env: 'TOKEN' });
    expect([env('TOKEN'), { env: 'X' }].map(isEnvRef)).toEqual([true, true]);
  });

  it('is told from other data', () => {
    const others = [undefined, null, 'x', {}, { env: '' }, { env: 3 }, { env: 'X', more: 1 }, { name: 'X' }];
    expect(others.map(isEnvRef)).toEqual(others.map(() => false));
  });

  it.each([[undefined], [''], [3]])('refuses %j', (name) => {
    const error = thrownBy(() => env(name as never));
    expect(error.code).toBe('HOOKLINE_BAD_ARGUMENT');
    expect(error.message).toMatch(/^Parameter 'name' of env\(\) is .*\. Give the name of an environment variable/);
  });
});

describe('secret', () => {
  const marked = secret(z.string());

  it.each([
    ['itself', marked],
    ['a check', marked.min(3)],
    ['a description', marked.describe('x')],
    ['other meta', marked.meta({ title: 'x' })],
    ['optional', marked.optional()],
    ['nullable', marked.nullable()],
    ['default', marked.default('x')],
    ['catch', marked.catch('x')],
    ['readonly', marked.readonly()],
    ['brand', marked.brand('x')],
    ['refine', marked.refine(() => true)],
    ['transform', marked.transform((text) => text.length)],
    ['preprocess', z.preprocess(String, marked)],
    ['a union', z.union([z.number(), marked])],
    ['an intersection', z.intersection(marked, z.string())],
    ['several wrappers', marked.optional().default('x').nullable()],
  ])('survives %s', (_what, schema) => {
    expect(isSecret(schema)).toBe(true);
  });

  it.each([
    ['the original', z.string()],
    ['a neighbour', z.string().optional()],
    ['an object that holds one', z.object({ token: marked })],
    ['a list of some', z.array(marked)],
  ])('does not mark %s', (_what, schema) => {
    expect(isSecret(schema)).toBe(false);
  });

  it('keeps other meta, types and values', () => {
    const schema = secret(z.string().meta({ title: 'Token' }));
    expect(schema.meta()).toMatchObject({ title: 'Token' });
    expect(z.object({ token: schema }).parse({ token: 'x' })).toEqual({ token: 'x' });
    expect(z.toJSONSchema(schema)).toMatchObject({ type: 'string', writeOnly: true });
  });

  it('refuses what is no schema', () => {
    const error = thrownBy(() => secret('token' as never));
    expect([error.code, error.message]).toEqual([
      'HOOKLINE_BAD_ARGUMENT',
      "Parameter 'schema' of secret() is 'token'. Give a schema of zod 4: secret(z.string()).",
    ]);
  });
});

describe('defineLogger', () => {
  const create = () => ({ debug() {}, info() {}, warn() {}, error() {} });

  it('keeps what is given', () => {
    const config = z.object({ logLevel: z.string() });
    expect(defineLogger({ config, create })).toEqual({ config, create });
    expect(defineLogger({ create })).toEqual({ create });
  });

  it.each([
    [undefined, "Parameter 'options' of defineLogger() is undefined."],
    [{}, "Option 'create' of defineLogger() is missing. Give a function that returns a logger."],
    [
      { create, config: {} },
      "Option 'config' of defineLogger() is an object. Give a schema of zod 4, for example z.object({ ... }).",
    ],
    [{ create, level: 'info' }, "Option 'level' of defineLogger() does not exist. There are: config, create."],
  ])('refuses %j', (options, message) => {
    const error = thrownBy(() => defineLogger(options as never));
    expect([error.code, error.message]).toEqual(['HOOKLINE_BAD_OPTION', expect.stringContaining(message)]);
  });
});
