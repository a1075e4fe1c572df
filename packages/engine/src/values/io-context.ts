import type { IoContext, Logger } from '@hookline/core';
import type { OutputAddress } from './captured';

/** What is the same for all values of a run. */
export interface IoRun {
  readonly jobName: string;
  /** The run that made the value. */
  readonly runId: string;
  readonly log: Logger;
}

/** Which value an IO manager is asked for. */
export function ioContext(
  { jobName, runId, log }: IoRun,
  { stepKey, op: opName, output, mapKey }: OutputAddress,
): IoContext {
  return { jobName, runId, stepKey, opName, output, ...(mapKey !== undefined && { mapKey }), log };
}
