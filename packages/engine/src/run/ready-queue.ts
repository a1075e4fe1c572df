import type { StepRun } from './step-run';

/**
 * Steps that can start, highest priority first, then in body order, mapped ones in emission order (S26). Most steps become
 * ready in that order: those stand in a line, and only the others in a heap.
 */
export class ReadyQueue {
  private line: StepRun[] = [];
  /** The first one in the line that was not taken. */
  private head = 0;
  private readonly heap: StepRun[] = [];

  get size(): number {
    return this.line.length - this.head + this.heap.length;
  }

  push(step: StepRun): void {
    if (this.head === this.line.length) this.restart(step);
    else if (before(step, this.line[this.line.length - 1] as StepRun)) this.raise(step);
    else this.line.push(step);
  }

  pop(): StepRun | undefined {
    const first = this.line[this.head];
    const top = this.heap[0];
    if (top && (!first || before(top, first))) return this.popTop(top);
    if (first) this.head += 1;
    return first;
  }

  private restart(step: StepRun): void {
    this.line = [step];
    this.head = 0;
  }

  private popTop(top: StepRun): StepRun {
    const last = this.heap.pop() as StepRun;
    if (this.heap.length > 0) this.sink(last);
    return top;
  }

  private raise(step: StepRun): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(step);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as StepRun;
      if (!before(step, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = step;
  }

  /** Puts a step in at the top and lets it down to its place. */
  private sink(step: StepRun): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const right = child + 1;
      if (child >= heap.length) break;
      if (right < heap.length && before(heap[right] as StepRun, heap[child] as StepRun)) child = right;
      if (!before(heap[child] as StepRun, step)) break;
      heap[at] = heap[child] as StepRun;
      at = child;
    }
    heap[at] = step;
  }
}

function before(a: StepRun, b: StepRun): boolean {
  if (a.plan.priority !== b.plan.priority) return a.plan.priority > b.plan.priority;
  return a.index === b.index ? a.item < b.item : a.index < b.index;
}
