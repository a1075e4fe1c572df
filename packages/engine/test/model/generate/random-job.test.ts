import fc from 'fast-check';
import { interpret } from '../reference/interpret';
import { largeJob, randomJob } from './random-job';

const jobs = fc.sample(randomJob, { numRuns: 600, seed: 1 });
const runs = jobs.map((job) => ({ job, run: interpret(job) }));
const steps = runs.flatMap(({ run }) => [...run.steps.values()]);
const deliveries = runs.flatMap(({ job, run }) =>
  run.deliveries.map((delivery) => ({ ...delivery, kind: job.hooks[delivery.hook]?.kind })),
);
const all = (values: Iterable<unknown>) => [...new Set(values)].sort();

describe('random jobs', () => {
  it('end in every way, and so do their steps', () => {
    expect(all(runs.map(({ run }) => run.status))).toEqual(['cancelled', 'failure', 'success']);
    expect(all(steps.map(({ status }) => status))).toEqual([
      'cancelled',
      'failure',
      'notExecuted',
      'skipped',
      'success',
    ]);
    expect(all(steps.flatMap(({ reason }) => reason ?? []))).toEqual(['absent', 'run', 'upstream']);
    expect(all(steps.flatMap(({ failureKind }) => failureKind ?? []))).toEqual(['exception', 'framework', 'timeout']);
    expect(all(steps.flatMap(({ wasRunning }) => wasRunning ?? []))).toEqual([false, true]);
  });

  it('retry up to four attempts, at once and with delays', () => {
    expect(Math.max(...steps.map(({ attempts }) => attempts))).toBe(4);
    const delays = runs.flatMap(({ run }) => run.retries.map(({ delay }) => delay));
    expect(Math.min(...delays)).toBe(0);
    expect(Math.max(...delays)).toBeGreaterThan(1_000);
  });

  it('fire hooks of every kind, which end in every way', () => {
    expect(all(deliveries.map(({ kind }) => kind))).toHaveLength(10);
    expect(all(deliveries.map(({ state }) => state))).toEqual(['dead', 'delivered', 'suppressed']);
    const errors = all(deliveries.flatMap((delivery) => delivery.errors.map((error) => error.split(' ')[0])));
    expect(errors).toEqual(expect.arrayContaining(['HookStoppedError', 'HookTimeoutError', 'ResourceTimeoutError']));
    expect(errors).toEqual(
      expect.arrayContaining(['throw', 'throwText', 'failure', 'hopeless', 'request', 'resource']),
    );
  });

  it('open resources for ops and for hooks, not all of which can be closed', () => {
    const of = (scope: 'run' | 'hooks') => runs.map(({ run }) => run.resources[scope]);
    for (const scope of [of('run'), of('hooks')]) {
      expect(scope.some(({ opened }) => opened.length > 1)).toBe(true);
      expect(scope.some(({ unclosed }) => unclosed.length > 0)).toBe(true);
    }
  });

  it('have maps of maps, graphs in graphs, selections and runs of which all is fixed', () => {
    expect(jobs.some(({ maps }) => maps.some(({ over }) => 'map' in over))).toBe(true);
    expect(jobs.some(({ graphs }) => graphs.some(({ parent }) => parent !== undefined))).toBe(true);
    expect(runs.some(({ job, run }) => job.run.selected.length > 0 && run.steps.size < job.steps.length)).toBe(true);
    const fixed = runs.filter(({ run: { open } }) => !open.steps && !open.hooks);
    expect(fixed.length).toBeGreaterThan(500);
  });

  it('have up to 1,000 steps', () => {
    const sizes = fc.sample(largeJob, { numRuns: 10, seed: 1 }).map((job) => job.steps.length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...sizes)).toBeGreaterThan(800);
  });
});
