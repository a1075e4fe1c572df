import { defineResource, NonErrorThrown, successHook } from '@hookline/core';
import { z } from 'zod';
import { openHookContext, withHookContext } from '../src/index';

const hook = successHook({ name: 'told', requiredResourceKeys: ['db'] }, () => undefined);
const trap = new Proxy({}, { get: () => Promise.reject(new Error('never read')), getPrototypeOf: () => fling() });
const fling = (): never => {
  throw new Error('a trap');
};

describe('openHookContext', () => {
  it.each([['a text'], [null], [trap]])('tells what create threw, whatever it is', async (thrown) => {
    const db = defineResource({
      create: () => {
        throw thrown as unknown as Error;
      },
    });
    const error: unknown = await openHookContext(hook, { resources: { db } }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NonErrorThrown);
    expect((error as NonErrorThrown).message).toMatch(/^create of resource 'db' threw /);
    expect(Object.is((error as NonErrorThrown).cause, thrown)).toBe(true);
  });

  it('leaves no rejection of an async check in a schema behind', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const config = z.string().refine(() => Promise.reject(new Error('async')));
    const db = defineResource({ config, create: () => 1 }).configured('x');
    await expect(openHookContext(hook, { resources: { db } })).rejects.toThrow('asynchronous check or transform');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('withHookContext', () => {
  it.each([['a text'], [null], [undefined]])('closes its resources when the function throws %p', async (thrown) => {
    const closed: string[] = [];
    const db = defineResource({ create: () => 1, dispose: () => closed.push('db') });
    const running = withHookContext(hook, { resources: { db } }, () => {
      throw thrown as unknown as Error;
    });
    const caught = await running.then(
      () => 'nothing',
      (error: unknown) => error,
    );
    expect([Object.is(caught, thrown), closed]).toEqual([true, ['db']]);
  });
});
