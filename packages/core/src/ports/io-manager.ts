import type { Logger } from '../context/logger';
import type { JsonRecord } from '../util/json';

/** Which value an IO manager is asked for, or is given. */
export interface IoContext {
  readonly jobName: string;
  /** The run whose step made the value: an earlier one, where a re-execution has taken the step over. */
  readonly runId: string;
  /** The step that made the value: `graph.op`, or `op[key]` for a mapped step. */
  readonly stepKey: string;
  /** Name of the op of that step. */
  readonly opName: string;
  /** Name of the output; `result` unless declared by `outs`. */
  readonly output: string;
  /** Of an item of a dynamic output; other values have none. */
  readonly mapKey?: string;
  readonly log: Logger;
}

/** What `storeOutput` gets beside the value. */
export interface StoreOutputContext extends IoContext {
  /** From 1. */
  readonly attempt: number;
  /** Adds to the metadata of the attempt, as where it stored how much; hooks see it as `opOutputMetadata`. */
  readonly addOutputMetadata: (metadata: JsonRecord) => void;
  /** Aborted on cancel and on timeout. */
  readonly signal: AbortSignal;
}

/** What `loadInput` gets. */
export interface LoadInputContext extends IoContext {
  readonly signal: AbortSignal;
}

/**
 * Stores outputs of ops where other processes find them. It is a resource: `@Op({ ioManagerKey: 'warehouse' })` names it for the
 * outputs of an op, and `resources: { warehouse }` provides it. What it throws fails the step with kind `io`.
 *
 * A value may be stored again, by a later attempt: the last one counts. It may be loaded by another process.
 * @example
 * const warehouse = defineResource({
 *   config: z.object({ folder: z.string() }),
 *   create: ({ config }): IoManager => ({
 *     storeOutput: ({ runId, stepKey }, rows) => writeFile(join(config.folder, `${runId}-${stepKey}.json`), JSON.stringify(rows)),
 *     loadInput: async ({ runId, stepKey }) => JSON.parse(await readFile(join(config.folder, `${runId}-${stepKey}.json`), 'utf8')),
 *   }),
 * });
 */
export interface IoManager {
  storeOutput(context: StoreOutputContext, value: unknown): void | Promise<void>;
  /** The value that was stored under the same run, step, output and map key. */
  loadInput(context: LoadInputContext): unknown;
}
