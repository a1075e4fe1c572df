import {
  defineJob,
  type HookContext,
  Job,
  Op,
  type OpContext,
  StoreUnavailableError,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import type { CommitBatch, EventSink } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const seen: string[] = [];

class Hooks {
  @SuccessHook()
  static told({ stepKey }: HookContext) {
    seen.push(`hook ${stepKey}`);
  }

  @SuccessHook({ blocking: true })
  static gate({ stepKey }: HookContext) {
    seen.push(`gate ${stepKey}`);
  }
}

class Ops {
  @Op() first(context: OpContext): number {
    seen.push('op first');
    context.log.info('from first');
    return 1;
  }
  @Op() second(n: number): number {
    seen.push('op second');
    return n + 1;
  }
  @Job({ hooks: [Hooks.told] }) chain(this: Wired<Ops>) {
    this.second(this.first());
  }
  @Job() gated(this: Wired<Ops>) {
    this.second(this.first.withHooks(Hooks.gate)());
  }
}

/** A sink whose commits resolve when the test says so. */
class LateSink implements EventSink {
  readonly batches: CommitBatch[] = [];
  private resolve: (() => void) | undefined;

  commit(batch: CommitBatch): Promise<undefined> {
    this.batches.push(batch);
    return new Promise((resolve) => {
      this.resolve = () => resolve(undefined);
    });
  }

  get types(): string[] {
    return (this.batches.at(-1) ?? []).flatMap(({ events }) =>
      events.map((event) => `${event.type} ${event.stepKey ?? ''}`.trim()),
    );
  }

  async release(): Promise<void> {
    this.resolve?.();
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => {
  seen.length = 0;
});

describe('commit before effect (D1, D2)', () => {
  it('runs no op, hook, log, listener or result before its commit', async () => {
    const sink = new LateSink();
    const line = (message: string) => seen.push(`log ${message}`);
    const consoleLogger = () => ({ debug: line, info: line, warn: line, error: line });
    const execute = createTestExecutor({ sink, consoleLogger });
    const onEvent = (event: { type: string; stepKey?: string | undefined }) => {
      if (event.type === 'step.succeeded') seen.push(`event ${event.stepKey}`);
    };
    const running = execute(defineJob(Ops, 'chain'), { onEvent }).then(({ status }) => seen.push(status));
    await settle();
    expect([sink.types, seen]).toEqual([['run.created', 'run.started', 'step.started first'], []]);

    await sink.release();
    expect(sink.types).toEqual(
      ['log', 'step.output first', 'step.succeeded first', 'step.started second'].map(withStep),
    );
    expect(seen).toEqual(['op first']);

    await sink.release();
    expect(seen).toEqual(['op first', 'log from first', 'event first', 'hook first', 'op second']);
    expect(sink.types).toEqual([
      'hook.completed first',
      'step.output second',
      'step.succeeded second',
      'run.succeeded',
    ]);

    await sink.release();
    expect(seen.slice(5)).toEqual(['event second', 'hook second']);
    await sink.release();
    await running;
    expect(seen.at(-1)).toBe('success');
  });

  it('owes the deliveries of an outcome in the commit of the outcome', async () => {
    const sink = new LateSink();
    const running = createTestExecutor({ sink })(defineJob(Ops, 'chain'), { runId: 'r1' });
    await settle();
    await sink.release();
    expect(sink.batches[1]?.[0]?.deliveries).toMatchObject([
      { deliveryId: 'r1/6/told', stepKey: 'first', triggerSeq: 6, state: 'running', attempt: 0 },
    ]);
    for (let turn = 0; turn < 4; turn += 1) await sink.release();
    await running;
  });

  it('opens a gate only in the turn that commits the end of its delivery', async () => {
    const sink = new LateSink();
    const running = createTestExecutor({ sink })(defineJob(Ops, 'gated'));
    await settle();
    await sink.release();
    expect(sink.types).not.toContain('step.started second');
    await sink.release();
    expect(seen).toEqual(['op first', 'gate first']);
    expect(sink.types).toEqual(['hook.completed first', 'step.started second']);
    await sink.release();
    expect(seen).toEqual(['op first', 'gate first', 'op second']);
    for (let turn = 0; turn < 4; turn += 1) await sink.release();
    await running;
  });

  it('carries all runs of a process in one commit per turn', async () => {
    const sink = new LateSink();
    const execute = createTestExecutor({ sink });
    const running = ['r1', 'r2', 'r3'].map((runId) => execute(defineJob(Ops, 'chain'), { runId }));
    await settle();
    expect(sink.batches.map((batch) => batch.map(({ runId }) => runId))).toEqual([['r1', 'r2', 'r3']]);
    for (let turn = 0; turn < 6; turn += 1) await sink.release();
    expect((await Promise.all(running)).map(({ success }) => success)).toEqual([true, true, true]);
  });
});

describe('a sink that rejects (D3)', () => {
  it('is offered the same batch again, and nothing new starts meanwhile', async () => {
    const clock = fakeClock();
    const offered: CommitBatch[] = [];
    const sink: EventSink = {
      commit: (batch) => {
        offered.push(batch);
        return offered.length === 2 || offered.length === 3 ? Promise.reject(new Error('disk full')) : undefined;
      },
    };
    const running = createTestExecutor({ sink, clock })(defineJob(Ops, 'chain'));
    await settle();
    expect(seen).toEqual(['op first']);
    await clock.advance(60);
    expect([offered.length, seen]).toEqual([3, ['op first']]);
    await clock.advance(1_000);
    expect((await running).success).toBe(true);
    expect(offered[2]).toBe(offered[1]);
    expect(offered[3]).toBe(offered[1]);
  });

  it('takes a commit that throws for one that rejects', async () => {
    const clock = fakeClock();
    let offers = 0;
    const sink: EventSink = {
      commit: () => {
        offers += 1;
        if (offers === 1) throw new Error('not open yet');
        return undefined;
      },
    };
    const running = createTestExecutor({ sink, clock })(defineJob(Ops, 'chain'));
    await clock.advance('1s');
    expect((await running).success).toBe(true);
  });

  it('is given up after storeGrace: signals are aborted, nothing more is written, the call rejects', async () => {
    const clock = fakeClock();
    let offers = 0;
    const sink: EventSink = {
      commit: () => {
        offers += 1;
        return offers === 1 ? undefined : Promise.reject(new Error('gone'));
      },
    };
    const aborted: unknown[] = [];
    class Slow {
      @Op() async quick(): Promise<number> {
        return 1;
      }
      @Op() slow({ signal }: OpContext): Promise<void> {
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.reason);
            resolve();
          });
        });
      }
      @Job() both(this: Wired<Slow>) {
        this.quick();
        this.slow();
      }
    }
    const running = createTestExecutor({ sink, clock, storeGrace: 30_000 })(defineJob(Slow, 'both'));
    const outcome = running.catch((error: unknown) => error);
    await clock.advance('29s');
    expect(aborted).toEqual([]);
    await clock.advance('2s');
    const error = await outcome;
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ code: 'HOOKLINE_STORE_UNAVAILABLE', cause: new Error('gone') });
    expect(aborted).toEqual([error]);
    const after = offers;
    await clock.advance('1m');
    expect(offers).toBe(after);
  });
});

function withStep(text: string): string {
  return text === 'log' ? 'log first' : text;
}
