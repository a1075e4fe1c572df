import { CrashError, RunCancelledError } from '@hookline/core';
import type { NewDelivery, RunEnding, StepTrigger, StreamEvent } from '@hookline/core/spi';
import type { StoredRun } from '../runs/load-run';
import { EndingLog, type EndingStart } from './ending-log';
import { type UnendedStep, unendedSteps } from './unended-steps';

/** Why a run ends that nobody executes any more. */
export interface CrashedRun extends EndingStart {
  /**
   * Which process died and how that was seen, for people. Undefined where none did: the run was queued, and cannot be
   * executed.
   */
  readonly reason: string | undefined;
  /** Why it fails; default: its process died. */
  readonly error?: Error;
}

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
  if (crash.reason !== undefined) log.append({ type: 'run.recovered', reason: crash.reason });
  const lastErrors = lastErrorsOf(stored.events);
  for (const step of unendedSteps(stored)) {
    const event = row.cancelRequested
      ? cancel(step, log)
      : fail(step, log, { crash, lastError: lastErrors.get(step.key) });
    if (row.cancelRequested || hasStarted(stored)) log.owe(event, step.plan.hooks);
  }
  log.owe(endRun(stored, log, crash), snapshot.runHooks);
  log.warn();
  return { events: log.events, deliveries: log.deliveries };
}

function endRun({ row }: StoredRun, log: EndingLog, { reason, error }: CrashedRun): RunEnding {
  if (row.cancelRequested)
    return log.append({ type: 'run.cancelled', error: new RunCancelledError(row.job, 'a cancel was requested') });
  return log.append({ type: 'run.failed', error: error ?? new CrashError(undefined, reason ?? 'its process is gone') });
}

function cancel({ key, state }: UnendedStep, log: EndingLog): StepTrigger {
  return log.append({
    type: 'step.cancelled',
    stepKey: key,
    attempt: state.attempts,
    wasRunning: state.status === 'running',
  });
}

interface Failing {
  readonly crash: CrashedRun;
  /** Of the attempt before. */
  readonly lastError: Error | undefined;
}

function fail({ key, state }: UnendedStep, log: EndingLog, { crash, lastError }: Failing): StepTrigger {
  const head = { stepKey: key, attempt: state.attempts };
  if (state.status === 'pending') return log.append({ type: 'step.notExecuted', ...head, reason: 'run' });
  const error = new CrashError(key, crash.reason ?? 'its process is gone', lastError);
  return log.append({ type: 'step.failed', ...head, error, failureKind: 'crash' });
}

/** Step key → the error of its last attempt that failed. */
function lastErrorsOf(events: readonly StreamEvent[]): ReadonlyMap<string, Error> {
  const errors = new Map<string, Error>();
  for (const event of events) if (event.type === 'step.retrying') errors.set(event.stepKey, event.error);
  return errors;
}

function hasStarted({ state }: StoredRun): boolean {
  return state.startedAt !== undefined;
}
