import type { StepRun } from './step-run';

/** Steps that can start, highest priority first, then in body order, mapped ones in emission order (S26). */
export class ReadyQueue {
  private readonly heap: StepRun[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(step: StepRun): void {
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

  pop(): StepRun | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.sink(last);
    return first;
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
