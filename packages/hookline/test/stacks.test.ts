import { foldRun } from '@hookline/core/spi';
import { defineJob, executeInProcess, Job, Op, type Wired } from '../src/index';

class Ops {
  @Op() a(): number {
    return 1;
  }
  @Job() broken(this: Wired<Ops>) {
    (this.a() as unknown as { toFixed(): void }).toFixed();
  }
  @Job() fine(this: Wired<Ops>) {
    this.a();
  }
}

/** File names of the first frames of an error that a call throws or rejects with. */
async function framesOf(call: () => unknown): Promise<readonly string[]> {
  const error = await Promise.resolve()
    .then(call)
    .catch((thrown: unknown) => thrown);
  const frames = ((error as Error).stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames.map((frame) => /([^/\\]+\.ts):\d+/.exec(frame)?.[1] ?? frame);
}

describe('the stack of an error of ours', () => {
  it('begins with the line of the user that is wrong, and goes on to the one that led to it', async () => {
    const frames = await framesOf(() => defineJob(Ops, 'broken'));
    expect(frames.slice(0, 2)).toEqual(['stacks.test.ts', 'stacks.test.ts']);
  });

  it('begins with the call of the user where an argument is wrong', async () => {
    const [first] = await framesOf(() => executeInProcess(defineJob(Ops, 'fine'), { runId: '?' }));
    expect(first).toBe('stacks.test.ts');
  });

  it('leaves the number of kept frames as it was', () => {
    const before = Error.stackTraceLimit;
    expect(() => defineJob(Ops, 'broken')).toThrow("'toFixed' is read from output");
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('shows our own frames for a defect of ours', async () => {
    const frames = await framesOf(() => foldRun([]));
    expect(frames).toContain('reduce-run.ts');
  });
});
