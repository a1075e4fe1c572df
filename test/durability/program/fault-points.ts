import type { Fault } from './protocol';

/** Counts the points that a process goes by, and does to it what is to be done at one of them. */
export class FaultPoints {
  /** All of them, in order, when there is no fault: the counting dry run. */
  readonly seen: string[] = [];
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly fault: Fault | undefined,
    /** Called before the process stops itself. */
    private readonly stopping: () => void = () => undefined,
  ) {}

  /** The process is at a point. It does not come back from a kill. */
  pass(point: string): void {
    const fault = this.at(point);
    if (fault?.action === 'kill') process.kill(process.pid, 'SIGKILL');
    if (fault?.action === 'stop') {
      this.stopping();
      process.kill(process.pid, 'SIGSTOP');
    }
  }

  /** Whether a call of the store is to fail, and how. */
  failing(call: string): Fault | undefined {
    const { fault } = this;
    if (!fault || fault.point !== call || (fault.action !== 'reject' && fault.action !== 'unknown')) return undefined;
    const nth = this.count(`${call} failing`);
    return nth >= fault.nth && nth < fault.nth + (fault.times ?? 1) ? fault : undefined;
  }

  private at(point: string): Fault | undefined {
    const nth = this.count(point);
    this.seen.push(`${point}#${nth}`);
    const { fault } = this;
    return fault?.point === point && fault.nth === nth ? fault : undefined;
  }

  private count(point: string): number {
    const nth = (this.counts.get(point) ?? 0) + 1;
    this.counts.set(point, nth);
    return nth;
  }
}
