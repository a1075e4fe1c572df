import {
  CancelHook,
  type CancelHookContext,
  defineJob,
  defineResource,
  dynamic,
  FailureHook,
  Job,
  Op,
  RunCancelHook,
  RunFailureHook,
  retryPolicy,
  SkipHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';

/** What ops of these jobs did, in order. */
export const done: string[] = [];

/** Ops that are called hang until a test releases them, or fail. */
export const doors = new Map<string, () => void>();

/** Kinds of failure that `flaky` meets in its next calls. */
export const failures: Error[] = [];

export function forget(): void {
  done.length = 0;
  doors.clear();
  failures.length = 0;
}

class Hooks {
  @FailureHook() static onFailure() {
    done.push('onFailure');
  }
  @FailureHook({ kinds: ['crash'] }) static onCrash() {
    done.push('onCrash');
  }
  @FailureHook({ errors: [TypeError] }) static onTypeError() {
    done.push('onTypeError');
  }
  @FailureHook({ filter: () => false }) static filtered() {
    done.push('filtered');
  }
  @SuccessHook() static onSuccess() {
    done.push('onSuccess');
  }
  @SkipHook({ reasons: ['run'] }) static onSkip() {
    done.push('onSkip');
  }
  @CancelHook() static onCancel({ wasRunning }: CancelHookContext) {
    done.push(`onCancel ${wasRunning}`);
  }
  @CancelHook({ includePending: true }) static onAnyCancel() {
    done.push('onAnyCancel');
  }
  @RunFailureHook() static onRunFailure() {
    done.push('onRunFailure');
  }
  @RunCancelHook() static onRunCancel() {
    done.push('onRunCancel');
  }
}

const ALL = [
  Hooks.onFailure,
  Hooks.onCrash,
  Hooks.onTypeError,
  Hooks.filtered,
  Hooks.onSkip,
  Hooks.onCancel,
  Hooks.onAnyCancel,
  Hooks.onRunFailure,
  Hooks.onRunCancel,
];

const dbResource = defineResource({ create: () => ({ open: true }) });

class Ops {
  @Op() first(): { rows: number[] } {
    done.push('first');
    return { rows: [1, 2] };
  }
  /** Never settles before its door is opened. */
  @Op() hang(input: { rows: number[] }): Promise<number> {
    done.push(`hang ${JSON.stringify(input)}`);
    return new Promise((resolve) => {
      doors.set('hang', () => resolve(input.rows.length));
    });
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 3, delay: 60_000 }) }) flaky(input: { rows: number[] }): number {
    done.push(`flaky ${JSON.stringify(input)}`);
    const error = failures.shift();
    if (error) throw error;
    return 1;
  }
  @Op() last(count: number): number {
    done.push(`last ${count}`);
    return count;
  }
  /** What it returns cannot be read back. */
  @Op() unstored(): { rows: number[]; close: () => void } {
    return { rows: [1], close: () => undefined };
  }
  @Op({ requiredResourceKeys: ['db'] }) needsDb(): { rows: number[] } {
    return { rows: [1] };
  }
  @Op({ dynamic: true }) split(input: { rows: number[] }) {
    return dynamic(input.rows.map((row) => [`k${row}`, row] as const));
  }
  @Op() item(n: number): Promise<number> | number {
    done.push(`item ${n}`);
    if (n === 1) return n * 10;
    return new Promise((resolve) => {
      doors.set(`item ${n}`, () => resolve(n * 10));
    });
  }
  @Op() sum(all: number[]): number {
    done.push(`sum ${all.join()}`);
    return all.length;
  }

  @Job({ hooks: ALL }) plain(this: Wired<Ops>) {
    this.last(this.hang(this.first()));
  }
  @Job({ hooks: ALL, config: { hooks: { onCrash: { enabled: false } } } }) quiet(this: Wired<Ops>) {
    this.last(this.hang(this.first()));
  }
  @Job({ hooks: ALL, retryPolicy: retryPolicy({ maxRetries: 1 }) }) retried(this: Wired<Ops>) {
    this.last(this.hang(this.first()));
  }
  @Job({ retryPolicy: retryPolicy({ maxRetries: 9 }) }) patient(this: Wired<Ops>) {
    this.last(this.hang(this.first()));
  }
  @Job({ hooks: ALL }) waiting(this: Wired<Ops>) {
    this.last(this.flaky(this.first()));
  }
  @Job({ hooks: ALL, retryPolicy: retryPolicy({ maxRetries: 1 }) }) lossy(this: Wired<Ops>) {
    this.last(this.hang(this.unstored()));
  }
  @Job({ hooks: ALL, retryPolicy: retryPolicy({ maxRetries: 1 }), resources: { db: dbResource } }) withDb(
    this: Wired<Ops>,
  ) {
    this.last(this.hang(this.needsDb()));
  }
  @Job({ hooks: ALL, retryPolicy: retryPolicy({ maxRetries: 1 }) }) mapped(this: Wired<Ops>) {
    this.sum(
      this.split(this.first())
        .map((n) => this.item(n))
        .collect(),
    );
  }
}

export const jobs = {
  plain: defineJob(Ops, 'plain'),
  quiet: defineJob(Ops, 'quiet'),
  retried: defineJob(Ops, 'retried'),
  patient: defineJob(Ops, 'patient'),
  waiting: defineJob(Ops, 'waiting'),
  lossy: defineJob(Ops, 'lossy'),
  withDb: defineJob(Ops, 'withDb'),
  mapped: defineJob(Ops, 'mapped'),
};
