import { RunCancelledError } from '@hookline/core';
import type { NewDelivery, StreamEvent } from '@hookline/core/spi';
import { crashOf, type Death, deathText } from '../processes/death';
import { lastErrorsOf } from '../runs/last-errors';
import type { StoredRun } from '../runs/load-run';
import { type Ending, EndingLog, type EndingStart } from './ending-log';
import { type UnendedStep, unendedSteps } from './unended-steps';

/** Why a run ends that nobody executes any more. */
export interface EndingReason {
  /** Of its process; undefined where none died: the run was queued, and cannot be executed. */
  readonly death: Death | undefined;
  /** Why it fails; default: its process died. */
  readonly error?: Error | undefined;
}

/** How a run ends that nobody executes any more. */
export type CrashedRun = EndingStart & EndingReason;

/** What is to be added to a run, in one commit. */
export interface RunAddition {
  readonly events: readonly StreamEvent[];
  readonly deliveries: readonly NewDelivery[];
}

/**
 * Ends a run whose process is gone (D11), of what is stored alone: also where its code no longer loads (D10).
 *
 * - Steps that were running or waited for a retry fail, kind `crash`, whatever retries are left; all others that have not
 *   ended are not executed, reason `run`.
 * - Where a cancel was requested, all of them are cancelled, and so is the run.
 * - Where the run had not started, only its own hooks fire, and those of a cancel that ask for `includePending`.
 *
 * Hooks that are owed by these endings are those that react to them as the plan says; a filter counts as yes (D5).
 */
export function endCrashedRun(stored: StoredRun, crash: CrashedRun): RunAddition {
  const log = new EndingLog(stored, crash);
  const { row, snapshot } = stored;
  const { death = UNKNOWN } = crash;
  if (crash.death) log.append({ type: 'run.recovered', reason: deathText(crash.death) });
  const lastErrors = lastErrorsOf(stored.events);
  for (const step of unendedSteps(stored)) {
    const event = row.cancelRequested
      ? cancel(step, log)
      : fail(step, log, crashOf(death, step.key, lastErrors.get(step.key)));
    if (row.cancelRequested || hasStarted(stored)) log.owe(event, step.plan.hooks);
  }
  log.owe(endRun(stored, log, crash), snapshot.runHooks);
  log.warn();
  return { events: log.events, deliveries: log.deliveries };
}

/** A run that was queued has no steps that this could be told of. */
const UNKNOWN: Death = { process: 'unknown', reason: 'nothing is known of its end' };

function endRun({ row }: StoredRun, log: EndingLog, { death = UNKNOWN, error }: CrashedRun): Ending {
  if (row.cancelRequested)
    return log.append({ type: 'run.cancelled', error: new RunCancelledError(row.job, 'a cancel was requested') });
  return log.append({ type: 'run.failed', error: error ?? crashOf(death) });
}

function cancel({ key, state }: UnendedStep, log: EndingLog): Ending {
  return log.append({
    type: 'step.cancelled',
    stepKey: key,
    attempt: state.attempts,
    wasRunning: state.status === 'running',
  });
}

function fail({ key, state }: UnendedStep, log: EndingLog, error: Error): Ending {
  const head = { stepKey: key, attempt: state.attempts };
  if (state.status === 'pending') return log.append({ type: 'step.notExecuted', ...head, reason: 'run' });
  return log.append({ type: 'step.failed', ...head, error, failureKind: 'crash' });
}

function hasStarted({ state }: StoredRun): boolean {
  return state.startedAt !== undefined;
}
