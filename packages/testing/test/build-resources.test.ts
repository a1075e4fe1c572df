import { inspect } from 'node:util';
import { defineResource, env, hardcodedResource } from '@hookline/core';
import { buildResources } from '@hookline/testing';
import { Recorder } from './recorded-resources';

describe('buildResources', () => {
  it('opens resources in order of dependency, with config, and closes them in reverse', async () => {
    const recorder = new Recorder();
    {
      await using resources = await buildResources(
        { slack: recorder.slack(), db: recorder.resource('db') },
        { slack: { config: { token: 't', retries: 5 } } },
      );
      expect([resources.slack.team.id, resources.db]).toEqual(['T1', 'db']);
      expect(Object.keys(resources)).toEqual(['slack', 'db']);
      expect(inspect(resources)).not.toContain('asyncDispose');
    }
    expect(recorder.seen).toEqual([
      'open http',
      'open slack t 5 over http',
      'open db',
      'close db',
      'close slack',
      'close http',
    ]);
  });

  it('prefers a given definition to the one that another requires', async () => {
    const recorder = new Recorder();
    const config = { slack: { config: { token: 't' } } };
    await using resources = await buildResources({ slack: recorder.slack(), http: hardcodedResource('mock') }, config);
    expect(resources.http).toBe('mock');
    expect(recorder.seen).toEqual(['open slack t 2 over mock']);
  });

  it('closes once', async () => {
    const recorder = new Recorder();
    const resources = await buildResources({ db: recorder.resource('db') });
    await resources[Symbol.asyncDispose]();
    await resources[Symbol.asyncDispose]();
    expect(recorder.seen).toEqual(['open db', 'close db']);
  });

  it('closes what is open when another fails to open, and throws its error', async () => {
    const recorder = new Recorder();
    const boom = new Error('no database');
    const definitions = { http: recorder.resource('http'), db: recorder.resource('db', { open: boom }) };
    await expect(buildResources(definitions)).rejects.toBe(boom);
    expect(recorder.seen).toEqual(['open http', 'open db', 'close http']);
  });

  it('closes the others when one fails to close, and throws its error after that', async () => {
    const recorder = new Recorder();
    const boom = new Error('still busy');
    const resources = await buildResources({
      first: recorder.resource('first', { close: boom }),
      second: recorder.resource('second'),
      third: recorder.resource('third', { close: 'a text' }),
    });
    const closing = resources[Symbol.asyncDispose]();
    await expect(closing).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [{ code: 'HOOKLINE_NON_ERROR_THROWN', cause: 'a text' }, boom],
    });
    expect(recorder.seen.slice(-3)).toEqual(['close third', 'close second', 'close first']);
    const one = await buildResources({ first: recorder.resource('first', { close: boom }) });
    await expect(one[Symbol.asyncDispose]()).rejects.toBe(boom);
  });

  it('reads env references', async () => {
    process.env['TEST_RETRIES'] = '7';
    const recorder = new Recorder();
    const config = { slack: { config: { token: 't', retries: env('TEST_RETRIES') } } };
    await using resources = await buildResources({ slack: recorder.slack() }, config);
    delete process.env['TEST_RETRIES'];
    expect(resources.slack.team.id).toBe('T1');
    expect(recorder.seen).toContain('open slack t 7 over http');
  });

  it('reports all config problems at once', async () => {
    const config = { slack: { config: { tokn: 'x', retries: 'many' } }, db: { config: {} } } as never;
    const building = buildResources({ slack: new Recorder().slack(), db: new Recorder().resource('db') }, config);
    await expect(building).rejects.toMatchObject({
      name: 'InvalidConfigError',
      message: expect.stringContaining('Error in resource config for buildResources: 4 errors') as string,
      errors: expect.arrayContaining([
        expect.objectContaining({ code: 'missing', path: 'resources.slack.config.token' }),
        expect.objectContaining({ code: 'unexpected', path: 'resources.slack.config.tokn' }),
        expect.objectContaining({ code: 'type', path: 'resources.slack.config.retries' }),
        expect.objectContaining({ code: 'unexpected', path: 'resources.db.config' }),
      ]) as unknown,
    });
  });

  it('refuses misuse with a remedy', async () => {
    const build = buildResources as (...args: readonly unknown[]) => Promise<unknown>;
    await expect(build(undefined)).rejects.toThrow("Parameter 'definitions' of buildResources() is undefined.");
    await expect(build({ db: { query: 1 } })).rejects.toMatchObject({ code: 'HOOKLINE_BAD_RESOURCE' });
    await expect(build({}, 'x')).rejects.toThrow("Parameter 'config' of buildResources() is 'x'.");
    const misspelt = build({ http: hardcodedResource(1) }, { htpt: { config: {} } });
    await expect(misspelt).rejects.toThrow('did you mean "http"?');
  });

  it('tells a circle', async () => {
    const a = defineResource({ requires: { b: defineResource({ create: () => 1 }) }, create: () => 1 });
    const b = defineResource({ requires: { a }, create: () => 1 });
    await expect(buildResources({ a, b })).rejects.toMatchObject({ code: 'HOOKLINE_RESOURCE_CYCLE' });
  });
});
