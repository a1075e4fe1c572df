import type { JsonRecord, Tags } from '../util/json';
import type { Logger } from './logger';
import type { OpInfo } from './op-info';

/** What an op gets after its last input, if it asks for it. `R`: its resources by key; `C`: its config. */
export interface OpContext<R extends object = object, C = unknown> {
  readonly jobName: string;
  readonly runId: string;
  /** Path of the step in its job: `graph.op`, or `op[key]` for a mapped step. */
  readonly stepKey: string;
  /** From 1. */
  readonly attempt: number;
  /** `runId/stepKey`: the same for all attempts, so that receivers can deduplicate. */
  readonly idempotencyKey: string;
  readonly op: OpInfo;
  readonly opConfig: C;
  /** Only the keys of `requiredResourceKeys`; reading another throws `UnknownResourceError`. */
  readonly resources: R;
  readonly log: Logger;
  readonly runTags: Tags;
  /** Aborted on cancel and on timeout. */
  readonly signal: AbortSignal;
  /** The text with each resolved secret value replaced by `•••`. */
  readonly redact: (text: string) => string;
  /** Adds to the metadata of this attempt; hooks see it as `opOutputMetadata`. */
  readonly addOutputMetadata: (metadata: JsonRecord) => void;
  /** Reports progress as an event of type `step.progress`. */
  readonly progress: (done: number, total: number) => void;
}
