import { defineJob, Job, Op, RunFailureHook, type Wired } from '@hookline/core';
import { createWorld, ttl } from './world';

class PaymentError extends Error {
  override readonly name = 'PaymentError';
}

class Hooks {
  @RunFailureHook({ errors: [PaymentError] }) static onPayment() {
    return undefined;
  }
  @RunFailureHook({ errors: [RangeError] }) static onRange() {
    return undefined;
  }
}

class Ops {
  @Op() pay(): number {
    throw new PaymentError('declined');
  }
  @Op() hang(): Promise<number> {
    return new Promise(() => undefined);
  }
  @Job({ hooks: [Hooks.onPayment, Hooks.onRange] }) paid(this: Wired<Ops>) {
    this.pay();
    this.hang();
  }
}

const paid = defineJob(Ops, 'paid');

describe('a run that goes on in another process', () => {
  it('fires the hooks that ask for the class of an error that was stored', async () => {
    const world = await createWorld();
    const holder = await world.start({ id: 'p3', role: 'embedded', jobs: [paid] });
    const daemon = await world.start({ id: 'p4', jobs: [paid] });
    void holder.execute(paid, { runId: 'run1', resume: 'auto' }).catch(() => undefined);
    await world.clock.advance(100);
    await holder.die();
    daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect((await world.state()).status).toBe('failure');
    expect((await world.hooks()).map((line) => line.split(' ')[0])).toEqual(['onPayment']);
  });
});
