import type { JobSpec } from '../job-spec';
import { Running, type Settled } from './calls';
import type { StepLife } from './step-life';
import type { AttemptFailure, Steps } from './steps';
import type { Timeline } from './timeline';
import { at, type Call, opCall } from './world';

/** One attempt of a step. */
export class Attempt {
  readonly number: number;
  readonly step: StepLife;
  called = false;
  /** It has ended. */
  over = false;
  /** It ended before its call settled. */
  overtaken = false;
  private readonly running: Running;
  private readonly timeline: Timeline;

  constructor(
    private readonly spec: JobSpec,
    private readonly steps: Steps,
    { step, timeline }: { readonly step: StepLife; readonly timeline: Timeline },
  ) {
    this.step = step;
    this.number = step.attempts;
    this.timeline = timeline;
    const call = opCall(spec, { step: step.index, key: step.key, attempt: step.attempts });
    this.running = new Running(timeline, call, (settled) => {
      const failure = this.failureOf(call, settled);
      if (!this.overtaken) this.over = true;
      steps.settled(this, failure);
    });
  }

  get settled(): boolean {
    return this.running.settled;
  }

  call(): void {
    this.called = true;
    const { timeout } = at(this.spec.steps, this.step.index);
    this.running.start();
    if (timeout !== undefined) this.timeline.after(timeout, () => this.expire());
  }

  abort(): void {
    this.running.abort();
  }

  giveUp(): void {
    if (this.over) return;
    this.over = true;
    this.overtaken = true;
    this.abort();
  }

  private expire(): void {
    if (!this.over) this.steps.timedOut(this);
  }

  private failureOf({ outcome }: Call, settled: Settled): AttemptFailure | undefined {
    const { index, key } = this.step;
    const name = `${index} ${key ?? ''} ${this.number}`;
    if (settled.kind === 'returned') {
      if (outcome.kind !== 'badOutput') return undefined;
      return { what: 'framework', error: 'InvalidOutputError', kind: 'framework' };
    }
    const { what } = settled;
    if (typeof what === 'object') return { what, error: `request ${name}`, kind: 'exception' };
    return { what, error: `${what === 'throw' ? 'boom' : what} ${name}`, kind: 'exception' };
  }
}
