import {
  defineResource,
  Graph,
  Op,
  type OpContext,
  RunCancelHook,
  RunStartHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const execute = createTestExecutor();
const NONE = { raiseOnError: false } as const;

let seen: string[] = [];
let clock = fakeClock();
beforeEach(() => {
  seen = [];
  clock = fakeClock();
});

const second = () => new Promise<void>((resolve) => void clock.setTimer(1_000, resolve));

const http = defineResource({
  create: async ({ signal }) => {
    seen.push('open http');
    signal.addEventListener('abort', () => seen.push('abort http'));
    await second();
    return 'http';
  },
  dispose: () => void seen.push('close http'),
});
const db = defineResource({
  requires: { http },
  create: async () => {
    seen.push('open db');
    await second();
    return 'db';
  },
  dispose: () => void seen.push('close db'),
});

class Ops {
  @Op({ requiredResourceKeys: ['db'] }) query(_context: OpContext<{ db: string }>): void {
    seen.push('query');
  }
  @Graph() job(this: Wired<Ops>) {
    this.query();
  }
}

// S17
describe('a resource that a resource of an op requires', () => {
  it('is opened once where a hook needs it while the run opens it', async () => {
    class Hooks {
      @RunStartHook({ requiredResourceKeys: ['http'] }) static told() {
        seen.push('told');
      }
    }
    const job = toJob(Ops, 'job', { name: 'job', resources: { db, http }, hooks: [Hooks.told] });
    const running = execute(job, { clock });
    await clock.advance('1m');
    expect((await running).success).toBe(true);
    expect(seen.filter((line) => line.endsWith('http'))).toEqual(['open http', 'close http']);
    expect(seen).toContain('told');
  });
});

describe('the resources of ops that will not run', () => {
  const opened = ['open http', 'open db'];

  it('are opened no further when the run is cancelled', async () => {
    const controller = new AbortController();
    const running = execute(toJob(Ops, 'job', { name: 'job', resources: { db } }), {
      clock,
      signal: controller.signal,
      ...NONE,
    });
    await clock.advance('500ms');
    controller.abort();
    await clock.advance('1m');
    expect((await running).status).toBe('cancelled');
    expect(seen).toEqual(['open http', 'abort http', 'close http']);
  });

  it('are opened no further when the run times out', async () => {
    const running = execute(toJob(Ops, 'job', { name: 'job', resources: { db } }), {
      clock,
      runConfig: { execution: { config: { timeout: '500ms' } } },
      ...NONE,
    });
    await clock.advance('1m');
    expect((await running).error?.name).toBe('RunTimeoutError');
    expect(seen).toEqual(['open http', 'abort http', 'close http']);
  });

  it('are not told of a cancel that comes when they are open: hooks still use them', async () => {
    class Hooks {
      @RunCancelHook({ requiredResourceKeys: ['http'] }) static told() {
        seen.push('told');
      }
    }
    class Slow {
      @Op({ requiredResourceKeys: ['db'] }) query(_context: OpContext<{ db: string }>): Promise<never> {
        return new Promise(() => undefined);
      }
      @Graph() job(this: Wired<Slow>) {
        this.query();
      }
    }
    const controller = new AbortController();
    const job = toJob(Slow, 'job', { name: 'job', resources: { db, http }, hooks: [Hooks.told] });
    const running = execute(job, { clock, signal: controller.signal, ...NONE });
    await clock.advance('10s');
    controller.abort();
    await clock.advance('1m');
    expect((await running).status).toBe('cancelled');
    expect(seen).toEqual([...opened, 'told', 'close db', 'close http']);
  });
});
