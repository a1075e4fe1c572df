import {
  defineJob,
  defineLogger,
  definitions,
  dynamic,
  Job,
  type Logger,
  Op,
  type OpContext,
  type Outs,
  outs,
  type RunEvent,
  retryPolicy,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { createPlan, foldRun, isStreamEvent, stepsOf } from '@hookline/core/spi';
import { resultOf, systemClock } from '../src';
import { createTestExecutor } from './engine';

const execute = createTestExecutor();
const failure = new Error('bad data');

class Told {
  @SuccessHook() static told({ log }: { readonly log: Logger }) {
    log.info('from the hook', { n: 1 });
  }
}

class Ops {
  @Op({ hooks: [Told.told] }) one(): number {
    return 1;
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) bad(_: number): never {
    throw failure;
  }
  @Op({ outs: ['some', 'none?'] }) split(): Outs<{ some: number; none?: number }> {
    return outs({ some: 1 });
  }
  @Op() take(n: number): number {
    return n;
  }
  @Op({ dynamic: true }) each() {
    return dynamic([['x', 1] as const, ['y', 2] as const]);
  }
  @Op() nothing(): void {}
  @Op() async later(): Promise<void> {
    await new Promise((resolve) => void setImmediate(resolve));
  }
  @Job() patient(this: Wired<Ops>) {
    this.later();
  }
  @Job() all(this: Wired<Ops>) {
    const { some, none } = this.split();
    this.take(this.bad(this.one()));
    this.take.alias('afterNone')(none);
    this.each().map((n) => this.take.alias('mapped')(n));
    this.nothing();
    this.take.alias('afterSome')(some);
  }
  @Job() fine(this: Wired<Ops>) {
    this.take(this.one());
  }
}

const outcome = () => execute(defineJob(Ops, 'all'), { raiseOnError: false });

/** The error of ours that a call throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('outputFor (S33)', () => {
  it('gives values by step and output, a record for a dynamic step', async () => {
    const result = await outcome();
    expect(result.outputFor('one')).toBe(1);
    expect(result.outputFor('split', 'some')).toBe(1);
    expect(result.outputFor('each')).toEqual({ x: 1, y: 2 });
    expect(result.outputFor('mapped[y]')).toBe(2);
    expect(result.outputFor('nothing')).toBeUndefined();
  });

  it.each([
    ['bad', 'result', "Step 'bad' has no value of output 'result': the step failed: bad data."],
    ['take', 'result', "Step 'take' has no value of output 'result': the step is notExecuted (upstream)."],
    ['afterNone', 'result', "Step 'afterNone' has no value of output 'result': the step is skipped (absent)."],
    ['split', 'none', "Step 'split' has no value of output 'none': it left that output out."],
    ['split', 'other', "Step 'split' has no value of output 'other': its outputs are: some, none."],
    ['split', 'toString', "Step 'split' has no value of output 'toString': its outputs are: some, none."],
  ])('tells why there is none of %s %s', async (step, output, problem) => {
    const result = await outcome();
    expect(thrownBy(() => result.outputFor(step, output))).toMatchObject({
      code: 'HOOKLINE_UNKNOWN_STEP',
      message: expect.stringContaining(problem) as unknown,
    });
  });

  it.each(['mapped', 'toString', 'extract'])('names the steps that exist when there is no step %s', async (step) => {
    const result = await outcome();
    for (const call of [() => result.outputFor(step), () => result.eventsFor(step)]) {
      expect(thrownBy(call)).toMatchObject({
        code: 'HOOKLINE_UNKNOWN_STEP',
        message: expect.stringContaining(
          'There are: split, one, bad, take, afterNone, each, mapped[x], mapped[y], nothing, afterSome.',
        ) as unknown,
      });
    }
  });
});

describe('eventsFor', () => {
  it('gives the events of a step with those of its hooks', async () => {
    const result = await outcome();
    expect(result.eventsFor('one').map(({ type }) => type)).toEqual([
      'step.started',
      'step.output',
      'step.succeeded',
      'log',
      'hook.completed',
    ]);
    expect(result.eventsFor('bad').map(({ type }) => type)).toEqual([
      'step.started',
      'step.retrying',
      'step.started',
      'step.failed',
    ]);
  });
});

describe('resultOf (S33)', () => {
  it('gives the result of the run that threw the error, and nothing for any other value', async () => {
    const error: unknown = await execute(defineJob(Ops, 'all')).catch((thrown: unknown) => thrown);
    expect(error).toBe(failure);
    expect(resultOf(error)).toMatchObject({ success: false, status: 'failure', error: failure });
    for (const other of [new Error('other'), undefined, null, 'text']) expect(resultOf(other)).toBeUndefined();
  });

  it('gives it for a frozen error, too', async () => {
    const frozen: Error = Object.freeze(new Error('frozen'));
    class Frozen {
      @Op() op(): never {
        throw frozen;
      }
      @Job() job(this: Wired<Frozen>) {
        this.op();
      }
    }
    const error: unknown = await execute(defineJob(Frozen, 'job')).catch((thrown: unknown) => thrown);
    expect(error).toBe(frozen);
    expect(resultOf(error)?.steps['op']?.error).toBe(frozen);
  });
});

describe('events', () => {
  it('have a gapless seq, never go back in time, and their fold is what the result says', async () => {
    const job = defineJob(Ops, 'all');
    const times = [5_000, 4_000, 6_000, 1_000];
    const goingBack = () => {
      const [now = 0] = times.splice(0, 1);
      times.push(now);
      return now;
    };
    const clock = { ...systemClock, now: goingBack };
    const result = await execute(job, { raiseOnError: false, clock });
    const stream = result.events.filter(isStreamEvent);
    expect(stream.map(({ seq }) => seq)).toEqual(stream.map((_, index) => index + 1));
    const at = result.events.map((event) => event.at);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(stepsOf(foldRun(stream, createPlan(job).snapshot.steps))).toEqual(result.steps);
    expect(result.hookEvents).toEqual(result.events.filter((event) => !isStreamEvent(event)));
    expect(new Set(result.events.map(({ runId }) => runId))).toEqual(new Set([result.runId]));
  });

  it('tell a whole run in order', async () => {
    const { events } = await execute(defineJob(Ops, 'fine'), { runId: 'mine' });
    expect(events.filter(isStreamEvent).map(({ type, stepKey }) => `${type} ${stepKey ?? ''}`.trim())).toEqual([
      'run.created',
      'run.started',
      'step.started one',
      'step.output one',
      'step.succeeded one',
      'step.started take',
      'step.output take',
      'step.succeeded take',
      'run.succeeded',
    ]);
  });
});

describe('onEvent', () => {
  it('gets each event once, in the order of the result', async () => {
    const told: RunEvent[] = [];
    const { events } = await execute(defineJob(Ops, 'fine'), { onEvent: (event) => void told.push(event) });
    expect(told).toEqual(events);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('listener');
      },
    ],
    ['rejects', () => Promise.reject(new Error('listener'))],
  ])('is told of once when it %s, and the run goes on', async (_, onEvent) => {
    const options: object = { onEvent };
    const { success, events } = await execute(defineJob(Ops, 'patient'), options);
    expect(success).toBe(true);
    expect(events.filter(({ type }) => type === 'log')).toMatchObject([
      { level: 'warn', message: 'onEvent threw, and further errors of listeners are not told: listener' },
    ]);
  });
});

describe('loggers', () => {
  const lines: unknown[] = [];
  const note = (level: string) => (message: string, data?: object) => void lines.push([level, message, data]);
  const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  class Logging {
    @SuccessHook() static broken() {
      throw new Error('no network');
    }
    @Op({ hooks: [Logging.broken] }) op({ log }: OpContext): void {
      log.debug('fine', { rows: 2 });
    }
    @Job() job(this: Wired<Logging>) {
      this.op();
    }
  }

  beforeEach(() => {
    lines.length = 0;
  });

  it('get log lines and failures of hooks with their place', async () => {
    await createTestExecutor({ consoleLogger: () => logger })(defineJob(Logging, 'job'));
    const place = { jobName: 'job', runId: 'run1', stepKey: 'op' };
    expect(lines).toEqual([
      ['debug', 'fine', { rows: 2, ...place }],
      [
        'error',
        "Hook 'broken' failed: no network",
        { ...place, hookName: 'broken', error: expect.any(Error) as unknown },
      ],
    ]);
  });

  it('are those that run config names, of definitions', async () => {
    const mine = defineLogger({ create: () => logger });
    const job = definitions({ jobs: [Logging], loggers: { mine } }).job('job');
    await execute(job, { runConfig: { loggers: { mine: {} } } });
    expect(lines).toHaveLength(2);
  });

  it('that throw are told of once', async () => {
    const throwing = {
      ...logger,
      debug: () => {
        throw new Error('disk full');
      },
    };
    const { success } = await createTestExecutor({ consoleLogger: () => throwing })(defineJob(Logging, 'job'));
    expect(success).toBe(true);
    expect(lines).toContainEqual([
      'warn',
      expect.stringContaining('A logger threw, and further errors of listeners are not told: disk full'),
      expect.anything(),
    ]);
  });
});
