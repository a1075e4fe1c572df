/** A fault to plant into the engine: an exact piece of a source file, once there, and what takes its place. */
export interface Fault {
  readonly name: string;
  /** Under packages/engine/src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Faults that an engine could have, and that a small test would hardly notice. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'a retry overlaps the call that timed out',
    file: 'run/run-steps.ts',
    find: 'if (attempt.busy) step.holds += 1;',
    replace: '',
  },
  {
    name: 'a step whose input is absent runs (lost skip)',
    file: 'run/step-graph.ts',
    find: 'if (!step.gapped && !step.blocked)',
    replace: 'if (!step.blocked)',
  },
  {
    name: 'hooks of one trigger fire in the wrong order',
    file: 'run/run-hooks.ts',
    find: 'for (const index of hooks) {',
    replace: 'for (const index of [...hooks].reverse()) {',
  },
  {
    name: 'the first of three hooks is delivered twice',
    file: 'run/run-hooks.ts',
    find: 'for (const index of hooks) {',
    replace: 'for (const index of hooks.length === 3 ? [...hooks, ...hooks.slice(0, 1)] : hooks) {',
  },
  {
    name: 'a hook that fails takes the hooks behind it along (lost hook)',
    file: 'hooks/hook-dispatcher.ts',
    find: 'if (next) this.dispatch(next);\n    this.pump();',
    replace: 'if (next && !attempt.error) this.dispatch(next);\n    this.pump();',
  },
  {
    name: 'the second retry of a hook never comes',
    file: 'run/run-hooks.ts',
    find: 'const retries = delivery.attempt - 1;',
    replace: 'const retries = (delivery.attempt - 1) * 2;',
  },
  {
    name: 'five calls of one hook at a time',
    file: 'hooks/hook-slots.ts',
    find: 'const MOST_OF_ONE = 4;',
    replace: 'const MOST_OF_ONE = 5;',
  },
  {
    name: 'two blocking hooks hold their step back for the first only',
    file: 'run/run-hooks.ts',
    find: 'step.holds += 1;',
    replace: 'step.holds = 1;',
  },
  {
    name: 'the call returns before a given-up op has settled (late close)',
    file: 'run/run.ts',
    find: 'if (this.steps.unsettled) return;',
    replace: '',
  },
  {
    name: 'resources are closed in the order of their opening',
    file: 'resources/resource-scope.ts',
    find: 'for (let key = this.opened.pop(); key !== undefined; key = this.opened.pop())',
    replace: 'for (let key = this.opened.shift(); key !== undefined; key = this.opened.shift())',
  },
  {
    name: 'calls that timed out do not count for maxConcurrent',
    file: 'run/run-steps.ts',
    find: 'this.running + this.overtaken.size < maxConcurrent',
    replace: 'this.running < maxConcurrent',
  },
  {
    name: 'a cancel misses steps that wait for a retry',
    file: 'run/run-steps.ts',
    find: 'if (step.outcome === undefined) visit(',
    replace: "if (step.outcome === undefined && step.next !== 'retry') visit(",
  },
  {
    name: 'a retry has no timeout',
    file: 'steps/attempt.ts',
    find: 'if (!this.busy || timeout === undefined) return;',
    replace: 'if (!this.busy || timeout === undefined || this.number > 1) return;',
  },
  {
    name: 'attempts are counted from 0 where retries are decided',
    file: 'run/run-steps.ts',
    find: 'const retries = attempt.number - 1;',
    replace: 'const retries = attempt.number;',
  },
  {
    name: 'priority is ignored',
    file: 'run/ready-queue.ts',
    find: 'if (a.plan.priority !== b.plan.priority)',
    replace: 'if (a.plan.priority !== b.plan.priority && a.index === b.index)',
  },
  {
    name: 'a run that is cancelled still starts what becomes ready',
    file: 'run/run-steps.ts',
    find: "if (this.mode === 'running') this.queue.push(step);",
    replace: "if (this.mode !== 'stopped') this.queue.push(step);",
  },
];
