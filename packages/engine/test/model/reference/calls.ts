import type { Timeline } from './timeline';
import type { Call } from './world';

/** How user code ended: it returned, or what it threw is named. */
export type Settled = { readonly kind: 'returned' } | { readonly kind: 'threw'; readonly what: Thrown };

export type Thrown =
  | 'throw'
  | 'throwText'
  | 'failure'
  | 'hopeless'
  | { readonly maxRetries: number; readonly delay: number; readonly cause: boolean };

/** A call of user code under way. */
export class Running {
  settled = false;
  private aborted = false;

  constructor(
    private readonly timeline: Timeline,
    private readonly call: Call,
    private readonly tell: (settled: Settled) => void,
  ) {}

  /** Calls that take no time settle in the next round. */
  start(): void {
    const { pause, outcome } = this.call;
    if (outcome.kind === 'hang') return;
    const finish = () => this.settle(settlementOf(this.call));
    if (typeof pause === 'number') this.timeline.after(pause, finish);
    else this.timeline.soon(finish);
  }

  /** Its signal is aborted. */
  abort(): void {
    const { onAbort } = this.call;
    if (this.settled || this.aborted || onAbort === 'ignore') return;
    this.aborted = true;
    const settled: Settled = onAbort === 'throw' ? { kind: 'threw', what: 'throw' } : { kind: 'returned' };
    this.timeline.soon(() => this.settle(settled));
  }

  private settle(settled: Settled): void {
    if (this.settled) return;
    this.settled = true;
    this.tell(settled);
  }
}

function settlementOf({ outcome }: Call): Settled {
  switch (outcome.kind) {
    case 'ok':
    case 'badOutput':
    case 'hang':
      return { kind: 'returned' };
    case 'request':
      return { kind: 'threw', what: outcome };
    default:
      return { kind: 'threw', what: outcome.kind };
  }
}
