import { z } from 'zod';
import { FailureHook, Graph, hardcodedResource, Job, retryPolicy } from '../../src';
import { getRecord } from '../../src/metadata/records';
import { thrownBy } from '../thrown-by';
import { loosely, onLoad } from './decorate';

class Hooks {
  @FailureHook()
  static alarm() {}
}

describe('Graph', () => {
  it('writes a record', () => {
    expect(getRecord(onLoad(loosely(Graph)()), 'load')).toEqual({ kind: 'graph', name: 'load', hooks: [] });
    const given = onLoad(loosely(Graph)({ name: 'loading', hooks: [Hooks.alarm] }));
    expect(getRecord(given, 'load')).toEqual({ kind: 'graph', name: 'loading', hooks: [Hooks.alarm] });
  });

  it.each([
    [{ hooks: Hooks.alarm }, 'BAD_HOOK', "Option 'hooks' of graph 'Etl.load' is function alarm."],
    [{ resources: {} }, 'BAD_OPTION', "Option 'resources' of graph 'Etl.load' does not exist. There are: name, hooks."],
  ])('refuses %j', (options, code, message) => {
    const error = thrownBy(() => onLoad(loosely(Graph)(options)));
    expect([error.code, error.message]).toEqual([`HOOKLINE_${code}`, expect.stringContaining(message)]);
  });
});

describe('Job', () => {
  it('writes a record', () => {
    expect(getRecord(onLoad(loosely(Job)()), 'load')).toEqual({ kind: 'job', name: 'load', hooks: [], tags: {} });
  });

  it('writes what is given', () => {
    const options = {
      name: 'nightly',
      description: 'Every night.',
      inputs: z.object({ rate: z.number() }),
      resources: { one: hardcodedResource(1) },
      hooks: [Hooks.alarm],
      config: { execution: { config: { maxConcurrent: 2 } } },
      tags: { team: 'billing' },
      retryPolicy: retryPolicy(),
      maxConcurrent: 4,
      timeout: '2h',
    };
    const record = getRecord(onLoad(loosely(Job)(options)), 'load');
    expect(record).toEqual({ ...options, kind: 'job', timeout: 7_200_000 });
    expect(record).toHaveProperty('resources.one', options.resources.one);
  });

  it.each([
    [
      { inputs: z.string() },
      'BAD_OPTION',
      "Option 'inputs' of job 'Etl.load' is a ZodString. Give a z.object({ ... }) of zod 4.",
    ],
    [
      { resources: { db: {} } },
      'BAD_RESOURCE',
      "Option 'resources.db' of job 'Etl.load' is an object. Give what defineResource, hardcodedResource or mockResource returns",
    ],
    [{ resources: { db: undefined } }, 'BAD_RESOURCE', "Option 'resources.db' of job 'Etl.load' is undefined."],
    [
      { resources: [] },
      'BAD_RESOURCE',
      "Option 'resources' of job 'Etl.load' is an empty array. Give an object: resource key → definition.",
    ],
    [{ config: [] }, 'BAD_OPTION', "Option 'config' of job 'Etl.load' is an empty array. Give a run config:"],
    [
      { maxConcurrent: 0 },
      'BAD_OPTION',
      "Option 'maxConcurrent' of job 'Etl.load' is 0. Give a whole number of at least 1.",
    ],
    [
      { maxConcurrent: 1.5 },
      'BAD_OPTION',
      "Option 'maxConcurrent' of job 'Etl.load' is 1.5. Give a whole number of at least 1.",
    ],
    [{ tags: 'x' }, 'BAD_OPTION', "Option 'tags' of job 'Etl.load' is 'x'."],
    [{ timeout: -1 }, 'BAD_OPTION', "Option 'timeout' of job 'Etl.load' is -1, which is not a duration."],
  ])('refuses %j', (options, code, message) => {
    const error = thrownBy(() => onLoad(loosely(Job)(options)));
    expect([error.code, error.message]).toEqual([`HOOKLINE_${code}`, expect.stringContaining(message)]);
  });
});
