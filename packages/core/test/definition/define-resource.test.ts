import { z } from 'zod';
import { defineResource, env, hardcodedResource, mockResource } from '../../src';
import { isResourceDefinition } from '../../src/definition/define-resource';
import { thrownBy } from '../thrown-by';

const config = z.object({ token: z.string() });
const create = () => 1;

describe('defineResource', () => {
  it('has defaults', () => {
    expect(defineResource({ create })).toEqual({
      requires: {},
      timeout: 60_000,
      source: { kind: 'opened', create },
      configured: expect.any(Function) as unknown,
    });
  });

  it('keeps what is given', () => {
    const http = defineResource({ create });
    const dispose = () => undefined;
    const made = defineResource({ description: 'x', config, requires: { http }, timeout: '1s', create, dispose });
    expect(made).toMatchObject({ description: 'x', timeout: 1_000, source: { kind: 'opened', create, dispose } });
    expect([made.config, made.requires['http']]).toEqual([config, http]);
    expect(Object.isFrozen(made)).toBe(true);
  });

  it('binds config without changing the original', () => {
    const open = defineResource({ config, description: 'x', create });
    const bound = open.configured({ token: env('TOKEN') });
    expect(bound).toMatchObject({
      description: 'x',
      source: { bound: { schema: config, config: { token: { env: 'TOKEN' } } } },
    });
    expect(bound.config).toBeUndefined();
    expect(open.config).toBe(config);
  });

  it.each([
    ['no config', () => defineResource({ create }).configured(undefined)],
    ['config bound already', () => defineResource({ config, create }).configured({ token: 'x' }).configured(undefined)],
    ['a value', () => hardcodedResource(1).configured(undefined)],
  ])('refuses to bind %s', (_what, bind) => {
    const error = thrownBy(bind);
    expect(error.code).toBe('HOOKLINE_BAD_RESOURCE');
    expect(error.message).toContain(
      'configured() is called on a resource that takes no config, or has it bound already.',
    );
  });

  it.each([
    [
      undefined,
      'BAD_OPTION',
      "Parameter 'options' of defineResource() is undefined. Give a plain object with some of: description, config, requires, timeout, create, dispose.",
    ],
    [{}, 'BAD_OPTION', "Option 'create' of defineResource() is missing. Give a function that returns the resource."],
    [{ create: 1 }, 'BAD_OPTION', "Option 'create' of defineResource() is 1."],
    [
      { create, config: 'x' },
      'BAD_OPTION',
      "Option 'config' of defineResource() is 'x'. Give a schema of zod 4, for example z.object({ ... }).",
    ],
    [
      { create, requires: { http: undefined } },
      'BAD_RESOURCE',
      "Option 'requires.http' of defineResource() is undefined.",
    ],
    [
      { create, requires: { http: { source: {}, configured: 1 } } },
      'BAD_RESOURCE',
      "Option 'requires.http' of defineResource",
    ],
    [
      { create, timeout: '1 s' },
      'BAD_OPTION',
      "Option 'timeout' of defineResource() is '1 s', which is not a duration.",
    ],
    [
      { create, dispose: true },
      'BAD_OPTION',
      "Option 'dispose' of defineResource() is true. Give a function that closes the resource.",
    ],
    [
      { create, requiredResourceKeys: [] },
      'BAD_OPTION',
      "Option 'requiredResourceKeys' of defineResource() does not exist.",
    ],
  ])('refuses %j', (options, code, message) => {
    const error = thrownBy(() => defineResource(options as never));
    expect([error.code, error.message]).toEqual([`HOOKLINE_${code}`, expect.stringContaining(message)]);
  });
});

describe('resources that are values', () => {
  it('keep the very value', () => {
    const value = { post: () => 1 };
    expect(hardcodedResource(value, 'a mock')).toMatchObject({
      description: 'a mock',
      source: { kind: 'value', value },
    });
    expect(hardcodedResource(value).source).toHaveProperty('value', value);
    expect(mockResource<typeof value>({}).source).toEqual({ kind: 'value', value: {} });
  });
});

describe('isResourceDefinition', () => {
  it('knows its own from anything else', () => {
    const made = [defineResource({ create }), hardcodedResource(1), mockResource<object>({})];
    expect(made.map(isResourceDefinition)).toEqual([true, true, true]);
    const others = [undefined, null, 3, {}, { source: null, configured: create }, { source: {} }];
    expect(others.map(isResourceDefinition)).toEqual(others.map(() => false));
  });
});
