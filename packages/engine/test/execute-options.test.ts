import { defineJob, defineResource, Job, type JobInputs, Op, type OpContext, type Wired } from '@hookline/core';
import { z } from 'zod';
import { createTestExecutor } from './engine';

const INPUTS = z.object({ rate: z.number().default(3) });

class Ops {
  @Op() op(n: number): number {
    return n;
  }
  @Op({ requiredResourceKeys: ['db'] }) query({ resources }: OpContext<{ db: string }>): string {
    return resources.db;
  }
  @Job({ inputs: INPUTS }) job(this: Wired<Ops>, { rate }: JobInputs<typeof INPUTS>) {
    this.op(rate);
  }
  @Job() querying(this: Wired<Ops>) {
    this.query();
  }
}

const execute = createTestExecutor();
const loosely = execute as (job: unknown, options?: unknown) => Promise<unknown>;
const job = defineJob(Ops, 'job');

describe('options of executeInProcess', () => {
  it.each([
    ['a text', "Parameter 'options' of executeInProcess() is 'text'", 'text'],
    ['runConfig', "Option 'runConfig' of executeInProcess() is", { runConfig: Promise.resolve({}) }],
    ['resources', "Option 'resources' of executeInProcess() is", { resources: [] }],
    ['inputs', "Option 'inputs' of executeInProcess() is", { inputs: 1 }],
    ['opSelection', "Option 'opSelection.0' of executeInProcess() is 1", { opSelection: [1] }],
    ['tags', "Option 'tags.n' of executeInProcess() is 1", { tags: { n: 1 } }],
    ['runId', "Option 'runId' of executeInProcess() is", { runId: 'a b' }],
    ['signal', "Option 'signal' of executeInProcess() is", { signal: {} }],
    ['gracePeriod', "Option 'gracePeriod' of executeInProcess() is", { gracePeriod: '5 minutes' }],
    ['hookWait', "Option 'hookWait' of executeInProcess() is", { hookWait: -1 }],
    ['maxConcurrent', "Option 'maxConcurrent' of executeInProcess() is", { maxConcurrent: 0 }],
    ['onEvent', "Option 'onEvent' of executeInProcess() is", { onEvent: {} }],
    ['clock', "Option 'clock' of executeInProcess() is", { clock: {} }],
    ['raiseOnError', "Option 'raiseOnError' of executeInProcess() is", { raiseOnError: 'no' }],
    ['instance', "Option 'instance' of executeInProcess() is an object", { instance: {} }],
    ['resume', "Option 'resume' of executeInProcess() is", { resume: 'maybe' }],
    [
      'resume without an instance',
      "Option 'resume' of executeInProcess() needs the option 'instance'",
      { resume: 'auto' },
    ],
    ['a misspelt name', "Did you mean 'runConfig'?", { runConfg: {} }],
    ['an unknown name', 'There are: runConfig,', { everything: true }],
  ])('are checked: %s', async (_, problem, options) => {
    await expect(loosely(job, options)).rejects.toMatchObject({
      code: 'HOOKLINE_BAD_ARGUMENT',
      message: expect.stringContaining(problem) as unknown,
    });
  });

  it('may be undefined one by one', async () => {
    await expect(loosely(job, { runId: undefined, signal: undefined })).resolves.toMatchObject({ runId: 'run1' });
  });

  it('need a job', async () => {
    await expect(loosely(Ops)).rejects.toMatchObject({
      code: 'HOOKLINE_BAD_ARGUMENT',
      message: expect.stringContaining("Parameter 'job' of executeInProcess()") as unknown,
    });
  });

  it('give inputs, of which the schema has defaults', async () => {
    expect((await execute(job)).outputFor('op')).toBe(3);
    expect((await execute(job, { inputs: { rate: 5 } })).outputFor('op')).toBe(5);
    expect((await execute(job, { runConfig: { inputs: { rate: 7 } } })).outputFor('op')).toBe(7);
  });

  it('replace resources by values and by definitions', async () => {
    const querying = defineJob(Ops, 'querying');
    const db = defineResource({ create: () => 'opened' });
    expect((await execute(querying, { resources: { db } })).outputFor('query')).toBe('opened');
    expect((await execute(querying, { resources: { db: 'value' } })).outputFor('query')).toBe('value');
  });
});

describe('an op that returns a thenable', () => {
  class Thenable {
    static result: unknown;
    @Op() op(): unknown {
      return Thenable.result;
    }
    @Job() job(this: Wired<Thenable>) {
      this.op();
    }
  }
  const run = async (result: unknown) => {
    Thenable.result = result;
    return execute(defineJob(Thenable, 'job'), { raiseOnError: false });
  };

  it('is waited for, settles once, and may throw', async () => {
    const twice = await run({
      // biome-ignore lint/suspicious/noThenProperty: a foreign thenable is what is tested
      then: (resolve: (value: number) => void) => {
        resolve(1);
        resolve(2);
      },
    });
    expect(twice.outputFor('op')).toBe(1);
    const error = new Error('then');
    const throwing = await run({
      // biome-ignore lint/suspicious/noThenProperty: a foreign thenable is what is tested
      then: () => {
        throw error;
      },
    });
    expect(throwing.error).toBe(error);
  });
});
