import { defineJob, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import type { DispatcherStore } from '../../src/dispatcher/dispatcher-spec';
import { World } from './world';

let called = 0;

class Hooks {
  @SuccessHook() static tell() {
    called += 1;
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.tell] }) told(this: Wired<Ops>) {
    this.one();
  }
}

const told = defineJob(Ops, 'told');

describe('a claim whose answer is lost', () => {
  it('is given back by the process that does not know of it, and made again', async () => {
    called = 0;
    const world = new World();
    await world.leave(told);
    let isLost = false;
    const store: DispatcherStore = new Proxy(world.store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (name !== 'claim') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        return async (request: Parameters<DispatcherStore['claim']>[0]) => {
          const rows = await target.claim(request);
          if (rows.length === 0 || isLost) return rows;
          isLost = true;
          throw new Error('The connection ended.');
        };
      },
    });
    const process = world.process('one', { store });
    await process.know(told);
    process.dispatcher.start();
    await world.clock.advance('1m');
    expect(isLost).toBe(true);
    expect(called).toBe(1);
    expect(await world.deliveries()).toMatchObject([{ state: 'delivered', claim: 2, attempts: 1, losses: 0 }]);
    await world.end();
  });
});
