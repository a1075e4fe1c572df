import fc from 'fast-check';
import { InvariantError } from '../../src/errors/definition-errors';
import { createPlan } from '../../src/plan/create-plan';
import type { PlanInput, PlanStep } from '../../src/plan/plan';
import { decideStep, type Ending, inputEnding, type UpstreamView } from '../../src/state/decide-step';
import { buildJob, buildNode } from '../plan/build-job';
import { randomJob } from '../plan/random-job';
import { simulateRun } from './simulate-run';

const output = (step: number): PlanInput => ({ kind: 'output', step, output: 'result' });
const list = (...items: PlanInput[]): PlanInput => ({ kind: 'list', items });
const collect: PlanInput = { kind: 'collect', step: 0, output: 'result' };
const constant: PlanInput = { kind: 'constant', value: 1 };

function viewOf(endings: readonly Ending[]): UpstreamView {
  return {
    output: (step) => endings[step] as Ending,
    collected: () => endings,
    broken: (step) => endings[step] === 'broken',
  };
}

function decide(inputs: readonly PlanInput[], endings: readonly Ending[]) {
  const [step] = createPlan(buildJob([buildNode('a')])).snapshot.steps as [PlanStep];
  return decideStep({ ...step, inputs, upstream: [...endings.keys()] }, viewOf(endings));
}

describe('decideStep', () => {
  it('runs a step without upstream steps, and one whose sources are all present', () => {
    expect(decide([], [])).toBe('run');
    expect(decide([constant, { kind: 'input', name: 'rate' }], [])).toBe('run');
    expect(decide([output(0), output(1)], ['present', 'present'])).toBe('run');
  });

  it('skips a step of which some input has only absent sources', () => {
    expect(decide([output(0), output(1)], ['present', 'absent'])).toBe('absent');
    expect(decide([list(output(0), output(1))], ['absent', 'absent'])).toBe('absent');
  });

  it('skips rather than does not execute where both cases meet', () => {
    expect(decide([output(0), output(1)], ['broken', 'absent'])).toBe('absent');
    expect(decide([output(1)], ['broken', 'absent'])).toBe('absent');
  });

  it('does not execute a step after one that went wrong', () => {
    expect(decide([output(0), output(1)], ['present', 'broken'])).toBe('upstream');
    expect(decide([list(output(0), output(1))], ['absent', 'broken'])).toBe('upstream');
    expect(decide([constant], ['broken'])).toBe('upstream');
  });

  it('runs with what is present of a list; a constant is present', () => {
    expect(decide([list(output(0), output(1))], ['absent', 'present'])).toBe('run');
    expect(decide([list(output(0), constant)], ['absent'])).toBe('run');
  });

  it('runs after a skipped step that it only waits for', () => {
    expect(decide([constant], ['absent'])).toBe('run');
  });

  it('takes what does not come from a step for present, and no unknown kind of input', () => {
    expect(inputEnding(constant, viewOf([]))).toBe('present');
    expect(inputEnding({ kind: 'input', name: 'rate' }, viewOf([]))).toBe('present');
    expect(() => inputEnding({ kind: 'unheardOf' } as never, viewOf([]))).toThrow(InvariantError);
  });

  it('takes nothing to collect for an empty list, and a collection of absent items for absent', () => {
    expect(inputEnding(collect, viewOf([]))).toBe('present');
    expect(inputEnding(collect, viewOf(['absent', 'present']))).toBe('present');
    expect(inputEnding(collect, viewOf(['absent', 'broken']))).toBe('broken');
    expect(inputEnding(collect, viewOf(['absent', 'absent']))).toBe('absent');
  });

  it('skips a mapped step with its dynamic step, also where no input takes the item', () => {
    const step = { inputs: [constant], scope: 0, upstream: [0] } as unknown as PlanStep;
    expect((['present', 'absent', 'broken'] as const).map((ending) => decideStep(step, viewOf([ending])))).toEqual([
      'run',
      'absent',
      'upstream',
    ]);
  });

  it('ends every step of any job as S22 says, read word by word', () => {
    fc.assert(
      fc.property(randomJob, fc.array(fc.nat(63), { minLength: 1 }), (job, choices) => {
        for (const { step, view, decision } of simulateRun(createPlan(job), choices).decisions) {
          const inputs = step.inputs.map((input) => sourcesOf(input, view));
          if (step.scope !== undefined) inputs.push([view.output(step.scope, 'result')]);
          const isAbsent = inputs.some(
            (sources) => sources.length > 0 && sources.every((source) => source === 'absent'),
          );
          const isBroken = step.upstream.some((source) => view.broken(source));
          expect(decision).toBe(isAbsent ? 'absent' : isBroken ? 'upstream' : 'run');
        }
      }),
    );
  });
});

function sourcesOf(input: PlanInput, view: UpstreamView): readonly Ending[] {
  if (input.kind === 'list') return input.items.flatMap((item) => sourcesOf(item, view));
  if (input.kind === 'collect') return view.collected(input.step, input.output);
  return [input.kind === 'output' ? view.output(input.step, input.output) : 'present'];
}
