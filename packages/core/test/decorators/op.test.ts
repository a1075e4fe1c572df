import { z } from 'zod';
import { Op, type Outs, outs, retryPolicy, SuccessHook } from '../../src';
import { getRecord } from '../../src/metadata/records';
import { thrownBy } from '../thrown-by';
import { loosely, onLoad } from './decorate';

const op = loosely(Op);
const faultOf = (options: unknown) => thrownBy(() => onLoad(op(options)));

describe('Op', () => {
  it('writes a record with defaults', () => {
    class Etl {
      @Op()
      load(): number {
        return 1;
      }
    }
    expect(getRecord(Etl, 'load')).toEqual({
      kind: 'op',
      name: 'load',
      requiredResourceKeys: [],
      outputs: [{ name: 'result', optional: false }],
      multiple: false,
      dynamic: false,
      priority: 0,
      tags: {},
      hooks: [],
    });
  });

  it('writes what is given, with times in milliseconds', () => {
    const config = z.object({ limit: z.number() });
    class Hooks {
      @SuccessHook()
      static hook() {}
    }
    class Etl {
      @Op({
        name: 'loading',
        description: 'Loads.',
        config,
        requiredResourceKeys: ['db', 'db', 'slack'],
        outs: ['valid', 'rejected?'],
        retryPolicy: retryPolicy({ delay: '1s' }),
        timeout: '1.5s',
        priority: -2,
        tags: { team: 'billing' },
        hooks: [Hooks.hook],
      })
      load(): Outs<{ valid: number; rejected?: number }> {
        return outs({ valid: 1 });
      }
    }
    expect(getRecord(Etl, 'load')).toEqual({
      kind: 'op',
      name: 'loading',
      description: 'Loads.',
      config,
      requiredResourceKeys: ['db', 'slack'],
      outputs: [
        { name: 'valid', optional: false },
        { name: 'rejected', optional: true },
      ],
      multiple: true,
      dynamic: false,
      retryPolicy: { maxRetries: 1, delay: 1_000 },
      timeout: 1_500,
      priority: -2,
      tags: { team: 'billing' },
      hooks: [Hooks.hook],
    });
  });

  it('leaves the method as it is and freezes the record', () => {
    const Etl = onLoad(op({ tags: { a: 'b' }, hooks: [] }));
    const record = getRecord(Etl, 'load');
    expect(new Etl().load()).toBe(1);
    expect([record, record?.hooks].map(Object.isFrozen)).toEqual([true, true]);
  });

  it('takes an option that is undefined as not given', () => {
    expect(getRecord(onLoad(op({ name: undefined, timeout: undefined, outs: undefined })), 'load')).toMatchObject({
      name: 'load',
      multiple: false,
    });
  });

  it.each([
    [
      { name: 'a-b' },
      'BAD_NAME',
      "Option 'name' of op 'Etl.load' is 'a-b'. Give a name of letters A-Z, a-z, digits and _: 'load_rows'.",
    ],
    [
      { name: 3 },
      'BAD_NAME',
      "Option 'name' of op 'Etl.load' is 3. Give a name of letters A-Z, a-z, digits and _: 'load_rows'.",
    ],
    [
      { description: 3 },
      'BAD_OPTION',
      "Option 'description' of op 'Etl.load' is 3. Give a text: 'Loads the rows of the day.'.",
    ],
    [
      { config: {} },
      'BAD_OPTION',
      "Option 'config' of op 'Etl.load' is an object. Give a schema of zod 4, for example z.object({ ... }).",
    ],
    [
      { requiredResourceKeys: 'db' },
      'BAD_OPTION',
      "Option 'requiredResourceKeys' of op 'Etl.load' is 'db'. Give a list of resource keys: ['slack'].",
    ],
    [
      { requiredResourceKeys: [''] },
      'BAD_OPTION',
      "Option 'requiredResourceKeys.0' of op 'Etl.load' is ''. Give a list of resource keys: ['slack'].",
    ],
    [
      { outs: ['a b'] },
      'BAD_NAME',
      "The name of an output of op 'Etl.load' is 'a b'. Give a name of letters A-Z, a-z, digits and _: 'load_rows'.",
    ],
    [
      { outs: [] },
      'BAD_NAME',
      "Option 'outs' of op 'Etl.load' is an empty array. Give a list of at least one output name, a conditional one with `?`: ['valid', 'rejected?'].",
    ],
    [{ outs: ['a', 'a?'] }, 'DUPLICATE_NAME', "Two outputs of op 'Etl.load' are named 'a'. Name each output once."],
    [
      { outs: ['a'], dynamic: true },
      'BAD_OPTION',
      "Options 'outs' and 'dynamic' of op 'Etl.load' exclude each other. Split the op: one that returns outs(...), one that returns dynamic(...).",
    ],
    [{ dynamic: 'yes' }, 'BAD_OPTION', "Option 'dynamic' of op 'Etl.load' is 'yes'. Give true or false."],
    [
      { timeout: '30 seconds' },
      'BAD_OPTION',
      "Option 'timeout' of op 'Etl.load' is '30 seconds', which is not a duration. Give milliseconds (finite, at least 0) or a text like '500ms', '30s', '5m', '1.5h' or '1d'.",
    ],
    [
      { timeout: 0 },
      'BAD_OPTION',
      "Option 'timeout' of op 'Etl.load' is 0, which leaves no time to run. Give a duration above 0, or leave the option out.",
    ],
    [{ timeout: Number.NaN }, 'BAD_OPTION', "Option 'timeout' of op 'Etl.load' is NaN, which is not a duration."],
    [
      { retryPolicy: 3 },
      'BAD_OPTION',
      "Option 'retryPolicy' of op 'Etl.load' is 3. Give an object: { maxRetries: 3, delay: '1s' }.",
    ],
    [
      { retryPolicy: { maxRetries: -1 } },
      'BAD_OPTION',
      "Option 'retryPolicy.maxRetries' of op 'Etl.load' is -1. Give a whole number of at least 0.",
    ],
    [{ priority: 1.5 }, 'BAD_OPTION', "Option 'priority' of op 'Etl.load' is 1.5. Give a whole number."],
    [
      { tags: { tier: 1 } },
      'BAD_OPTION',
      "Option 'tags.tier' of op 'Etl.load' is 1. Give an object of texts: { team: 'billing' }.",
    ],
    [
      { hooks: {} },
      'BAD_HOOK',
      "Option 'hooks' of op 'Etl.load' is an object. Give a list of hooks: [Alerts.onFailure].",
    ],
    [
      { hooks: [undefined] },
      'BAD_HOOK',
      "Option 'hooks.0' of op 'Etl.load' is undefined. Give a list of hooks: [Alerts.onFailure] (undefined: do files import each other?).",
    ],
    [
      { requiredResourceKey: ['db'] },
      'BAD_OPTION',
      "Option 'requiredResourceKey' of op 'Etl.load' does not exist. Did you mean 'requiredResourceKeys'?",
    ],
    [
      { cached: true },
      'BAD_OPTION',
      "Option 'cached' of op 'Etl.load' does not exist. There are: name, description, config,",
    ],
    [
      { pool: 'db' },
      'BAD_OPTION',
      "Option 'pool' of op 'Etl.load' needs an instance, which this version does not have. Leave it out.",
    ],
    [
      { ioManagerKey: ['x'] },
      'BAD_OPTION',
      "Option 'ioManagerKey' of op 'Etl.load' is an array. Give the key of a resource: 'warehouse'.",
    ],
    [{ ioManagerKey: '' }, 'BAD_OPTION', "Option 'ioManagerKey' of op 'Etl.load' is ''."],
    ['load', 'BAD_OPTION', "Parameter 'options' of op 'Etl.load' is 'load'. Give a plain object with some of:"],
    [null, 'BAD_OPTION', "Parameter 'options' of op 'Etl.load' is null. Give a plain object with some of:"],
  ])('refuses %j', (options, code, message) => {
    const error = faultOf(options);
    expect(error.code).toBe(`HOOKLINE_${code}`);
    expect(error.message).toContain(message);
    expect(error.name).toBe('InvalidDefinitionError');
  });

  it('asks for a name where that of the method cannot be one', () => {
    class Etl {
      'load-all'(): void {}
    }
    const error = thrownBy(() =>
      op()(Etl.prototype, 'load-all', Object.getOwnPropertyDescriptor(Etl.prototype, 'load-all')),
    );
    expect(error.message).toBe(
      "The name of op 'Etl.load-all' is 'load-all'. Give a name of letters A-Z, a-z, digits and _: 'load_rows'.",
    );
  });
});
