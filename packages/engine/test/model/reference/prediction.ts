import type { FailureKind, SkipReason } from '@hookline/core';

/** What the rules say of a run. Times are ms since its beginning. */
export interface Prediction {
  readonly status: 'success' | 'failure' | 'cancelled';
  /** Names of the errors of which one is the run's; empty for success. */
  readonly errors: readonly string[];
  /** By step key. */
  readonly steps: ReadonlyMap<string, StepPrediction>;
  readonly opCalls: readonly TimedCall[];
  readonly retries: readonly RetryPrediction[];
  readonly deliveries: readonly DeliveryPrediction[];
  /** Indices of the resources that were opened, and closed, in an order that the rules allow; apart for those that only hooks need. */
  readonly resources: { readonly run: ResourcePrediction; readonly hooks: ResourcePrediction };
  /** When the last step ended, and when the call returns. */
  readonly endedAt: number;
  readonly returnedAt: number;
  readonly open: OpenRaces;
}

/** What the rules leave to the engine in this run, so that it is compared only as promised. */
export interface OpenRaces {
  /** Who got a slot: times of steps, and what a cancel or timeout met. */
  readonly steps: boolean;
  /** Which hook went first when too many wanted to: times of hooks. */
  readonly hooks: boolean;
}

export interface StepPrediction {
  readonly status: 'success' | 'failure' | 'skipped' | 'notExecuted' | 'cancelled';
  readonly attempts: number;
  readonly reason: SkipReason | undefined;
  readonly failureKind: FailureKind | undefined;
  readonly error: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number;
  readonly wasRunning: boolean | undefined;
  /** By output name (of a dynamic one by key). */
  readonly values: ReadonlyMap<string, string>;
}

export interface TimedCall {
  readonly name: string;
  readonly attempt: number;
  readonly at: number;
  /** The round of its start, where nothing else happened at that instant: calls of one round have an order (S26). */
  readonly round: number | undefined;
}

export interface RetryPrediction {
  readonly stepKey: string;
  readonly attempt: number;
  readonly at: number;
  readonly delay: number;
  readonly error: string;
  readonly failureKind: FailureKind;
}

export interface DeliveryPrediction {
  readonly hook: number;
  readonly trigger: string;
  readonly state: 'delivered' | 'dead' | 'suppressed';
  /** Attempts begun. */
  readonly attempts: number;
  /** Names of the errors of failed attempts. */
  readonly errors: readonly string[];
  /** When the hook was called. */
  readonly calls: readonly number[];
}

export interface ResourcePrediction {
  readonly opened: readonly number[];
  readonly closed: readonly number[];
  /** Those that failed to close. */
  readonly unclosed: readonly number[];
}
