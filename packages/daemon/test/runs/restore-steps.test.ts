import {
  type DeliveryRow,
  foldRun,
  type Plan,
  type PlanSnapshot,
  type PlanStep,
  type StreamEvent,
} from '@hookline/core/spi';
import { restoreSteps } from '../../src/runs/restore-steps';

const RUN = 'run1';
const DEATH = { process: 'pid 1 on web1', reason: 'it is gone' };

function step(key: string, change: Partial<PlanStep> = {}): PlanStep {
  return {
    key,
    name: key,
    op: key,
    tags: {},
    inputs: [],
    upstream: [],
    outputs: [],
    multiple: false,
    dynamic: false,
    hooks: [],
    priority: 0,
    requiredResourceKeys: [],
    ...change,
  };
}

type Body = StreamEvent extends infer E ? (E extends StreamEvent ? Omit<E, 'runId' | 'seq' | 'at'> : never) : never;

/** What a run of these steps, whose events these are, goes on from. */
async function restore(steps: readonly PlanStep[], bodies: readonly Body[], blocking: readonly DeliveryRow[] = []) {
  const snapshot = {
    jobName: 'job',
    steps,
    hooks: [{ name: 'first' }, { name: 'hold' }],
    runHooks: [],
  } as never as PlanSnapshot;
  const all: readonly Body[] = [{ type: 'run.created', jobName: 'job' }, { type: 'run.started' }, ...bodies];
  const events = all.map((body, index) => ({ ...body, runId: RUN, seq: index + 1, at: (index + 1) * 100 }));
  const state = foldRun(events, steps);
  const read: string[] = [];
  const values = {
    put: async () => undefined,
    get: async (address: string) => {
      read.push(address);
      return Buffer.from('"large"');
    },
  };
  const run = { events, state, snapshot };
  const restoration = await restoreSteps({ run, plan: { snapshot } as Plan, values, blocking, death: DEATH });
  return { ...restoration, read };
}

const inline = (text: string) => ({ kind: 'inline', text }) as const;
const started = (stepKey: string, attempt = 1): Body => ({ type: 'step.started', stepKey, attempt });
const succeeded = (stepKey: string, attempt = 1): Body => ({ type: 'step.succeeded', stepKey, attempt, duration: 1 });
const takes = (index: number, output = 'result') => ({ kind: 'output', step: index, output }) as const;

describe('restoreSteps', () => {
  it('restores the single output of a step as a value, and several by name', async () => {
    const { steps } = await restore(
      [step('a'), step('b', { multiple: true }), step('c', { inputs: [takes(0), takes(1, 'x')], upstream: [0, 1] })],
      [
        started('a'),
        { type: 'step.output', stepKey: 'a', attempt: 1, output: 'result', stored: inline('{"n":1}') },
        succeeded('a'),
        started('b'),
        { type: 'step.output', stepKey: 'b', attempt: 1, output: 'x', stored: inline('2') },
        succeeded('b'),
      ],
    );
    expect(steps.get('a')).toMatchObject({ ending: 'success', attempts: 1, startedAt: 300, value: { n: 1 } });
    expect(steps.get('a')?.outputs).toBeUndefined();
    expect(steps.get('b')).toMatchObject({ ending: 'success', value: undefined, outputs: { x: 2 } });
    expect(steps.has('c')).toBe(false);
  });

  it('does not take the one output of several that was produced for a single one: the others are absent', async () => {
    const { steps } = await restore(
      [step('a', { multiple: true }), step('b', { inputs: [takes(0, 'rest')], upstream: [0] })],
      [
        started('a'),
        { type: 'step.output', stepKey: 'a', attempt: 1, output: 'result', stored: inline('1') },
        succeeded('a'),
      ],
    );
    expect(steps.get('a')?.outputs).toEqual({ result: 1 });
  });

  it('knows that a step of several outputs produced none', async () => {
    const { steps } = await restore([step('a', { multiple: true })], [started('a'), succeeded('a')]);
    expect(steps.get('a')?.outputs).toEqual({});
  });

  it('takes the outputs of the attempt that succeeded, not of one before it', async () => {
    const { steps } = await restore(
      [step('a', { multiple: true }), step('b', { inputs: [takes(0, 'x')], upstream: [0] })],
      [
        started('a'),
        { type: 'step.output', stepKey: 'a', attempt: 1, output: 'old', stored: inline('1') },
        { type: 'step.retrying', stepKey: 'a', attempt: 1, error: new Error('e'), failureKind: 'io', delay: 5 },
        started('a', 2),
        { type: 'step.output', stepKey: 'a', attempt: 2, output: 'x', stored: inline('2') },
        succeeded('a', 2),
      ],
    );
    expect(steps.get('a')?.outputs).toEqual({ x: 2 });
  });

  it('reads values beside the database only for steps that have not ended', async () => {
    const blob = (address: string) => ({ kind: 'blob', address, bytes: 7 }) as const;
    const { steps, read } = await restore(
      [step('a'), step('b', { inputs: [takes(0)], upstream: [0] }), step('c', { inputs: [takes(1)], upstream: [1] })],
      [
        started('a'),
        { type: 'step.output', stepKey: 'a', attempt: 1, output: 'result', stored: blob('run1/a') },
        succeeded('a'),
        started('b'),
        { type: 'step.output', stepKey: 'b', attempt: 1, output: 'result', stored: blob('run1/b') },
        succeeded('b'),
      ],
    );
    expect(read).toEqual(['run1/b']);
    expect(steps.get('b')?.value).toBe('large');
    expect(steps.get('a')?.captured).toEqual({ result: { stored: blob('run1/a'), text: undefined } });
  });

  it('keeps the keys of a dynamic step also where its items are not needed, or held by a manager', async () => {
    const { steps } = await restore(
      [step('d', { dynamic: true }), step('m', { scope: 0, upstream: [0] })],
      [
        started('d'),
        {
          type: 'step.output',
          stepKey: 'd',
          attempt: 1,
          output: 'result',
          keys: ['x', 'y'],
          stored: { kind: 'manager', key: 'lake' },
        },
        succeeded('d'),
        started('m[x]'),
      ],
    );
    expect(steps.get('d')?.value).toEqual(
      new Map([
        ['x', undefined],
        ['y', undefined],
      ]),
    );
    expect([...steps.keys()]).toEqual(['d', 'm[x]']);
  });

  it('says when the retry of a waiting step is due, and what a running one fails with', async () => {
    const first = new Error('first');
    const retrying = (stepKey: string): Body => ({
      type: 'step.retrying',
      stepKey,
      attempt: 1,
      error: first,
      failureKind: 'io',
      delay: 5_000,
    });
    const restored = await restore(
      [step('a'), step('b'), step('c')],
      [started('a'), retrying('a'), started('b'), retrying('b'), started('b', 2), started('c')],
    );
    const { steps } = restored;
    const crashOf = (key: string) => restored.crashOf(key);
    expect(steps.get('a')).toMatchObject({
      ending: undefined,
      attempts: 1,
      retryAt: 5_400,
      error: first,
      failureKind: 'io',
    });
    expect(steps.get('b')).toMatchObject({ ending: undefined, attempts: 2, retryAt: undefined });
    expect(crashOf('b')).toMatchObject({ name: 'CrashError', cause: first });
    expect(crashOf('b').message).toContain("pid 1 on web1) died before step 'b' had ended: it is gone");
    expect(crashOf('c').cause).toBeUndefined();
  });

  it('tells the first failure, and which steps blocking hooks still hold', async () => {
    const error = new Error('boom');
    const row = {
      id: `${RUN}/4/hold`,
      runId: RUN,
      triggerSeq: 4,
      stepKey: 'a',
      hook: 'hold',
      attempts: 1,
    } as DeliveryRow;
    const { firstFailure, blocking } = await restore(
      [step('a'), step('b')],
      [started('a'), { type: 'step.failed', stepKey: 'a', attempt: 1, error, failureKind: 'exception' }],
      [row, { ...row, stepKey: undefined }],
    );
    expect(firstFailure).toBe(error);
    expect(blocking.get('a')).toEqual([
      { deliveryId: row.id, runId: RUN, triggerSeq: 4, stepKey: 'a', hook: 1, state: 'pending', attempt: 1 },
    ]);
    expect([...blocking.keys()]).toEqual(['a']);
  });
});
