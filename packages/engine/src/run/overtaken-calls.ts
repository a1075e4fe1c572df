import type { Timer } from '@hookline/core/spi';
import type { Attempt } from '../steps/attempt';
import type { RunCore } from './run-core';

/** Ended attempts whose calls have not settled; each keeps its slot for at most the grace period (S27). */
export class OvertakenCalls {
  private readonly timers = new Map<Attempt, Timer>();

  constructor(
    private readonly core: Pick<RunCore, 'config' | 'after'>,
    private readonly freed: (attempt: Attempt) => void,
  ) {}

  get size(): number {
    return this.timers.size;
  }

  keep(attempt: Attempt): void {
    const { gracePeriod } = this.core.config.execution;
    this.timers.set(
      attempt,
      this.core.after(gracePeriod, () => this.free(attempt)),
    );
  }

  free(attempt: Attempt): void {
    this.timers.get(attempt)?.cancel();
    if (this.timers.delete(attempt)) this.freed(attempt);
  }

  /** Waits for none of them any more. */
  freeAll(): void {
    for (const attempt of [...this.timers.keys()]) this.free(attempt);
  }
}
