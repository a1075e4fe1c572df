import { describeValue } from '../util/describe-value';
import { holds } from '../util/holds';
import { isPlainObject } from '../util/plain-object';
import { readEntries } from '../util/read-entries';
import { wrongArgument } from '../util/wrong-argument';
import { checkErrorArguments } from './check-error-arguments';
import { HooklineError, keepName } from './hookline-error';

const MOST_LISTED = 10;

/** No run has this id, or several have ids that begin so. */
export class RunNotFoundError extends HooklineError {
  static {
    keepName(RunNotFoundError, 'RunNotFoundError');
  }

  /** Ids that begin with what was asked for; empty where none does. */
  readonly candidates: readonly string[];

  /** @param candidates ids that begin with `runId`; default none */
  constructor(runId: string, candidates: readonly string[] = []) {
    checkErrorArguments('RunNotFoundError', { texts: { runId } });
    if (!holds(() => candidates.every((id) => typeof id === 'string'))) {
      const remedy = "Give a list of run ids: ['01J8'].";
      throw wrongArgument({ parameter: 'candidates', of: 'new RunNotFoundError()', given: candidates, remedy });
    }
    super({ code: 'HOOKLINE_RUN_NOT_FOUND', ...notFound(describeValue(runId), candidates) });
    this.candidates = candidates;
  }
}

function notFound(id: string, candidates: readonly string[]) {
  if (candidates.length === 0) {
    return {
      problem: `There is no run ${id}.`,
      remedy: 'List the runs of the instance, or see whether it is another one.',
    };
  }
  const listed = candidates.slice(0, MOST_LISTED).join(', ');
  const more = candidates.length - MOST_LISTED;
  const problem = `${candidates.length} runs have ids that begin with ${id}: ${listed}${more > 0 ? ` and ${more} more` : ''}.`;
  return { problem, remedy: 'Give more of the id.' };
}

/** Another process holds the run; this one has dropped what it had not stored yet (D8). */
export class FencedError extends HooklineError {
  static {
    keepName(FencedError, 'FencedError');
  }

  constructor(runId: string) {
    checkErrorArguments('FencedError', { texts: { runId } });
    super({
      code: 'HOOKLINE_FENCED',
      problem: `Another process has taken over run '${runId}': this one stopped, and stored and fired nothing more.`,
      remedy: 'Look at the run in its instance. This process was silent for too long: see what made it stand still.',
    });
  }
}

/** What a {@link CrashError} tells. */
export interface CrashSpec {
  /** The step that had not ended; undefined for the run as a whole. */
  readonly stepKey?: string | undefined;
  /** Which process died: `pid 4711 on web-1`. */
  readonly process: string;
  /** What is known of its death: `its heartbeat stopped`. */
  readonly reason: string;
  /** Of a step that waited for a retry: its last error. */
  readonly cause?: unknown;
}

/** The process of a run died; the step fails with kind `crash` (D11). */
export class CrashError extends HooklineError {
  static {
    keepName(CrashError, 'CrashError');
  }

  constructor(spec: CrashSpec) {
    checkCrash(spec);
    const { stepKey, process, reason, cause } = spec;
    const what = stepKey === undefined ? 'the run' : `step '${stepKey}'`;
    super({
      code: 'HOOKLINE_CRASH',
      problem: `The process (${process}) died before ${what} had ended: ${reason}.`,
      remedy:
        "What it did may have happened all the same. Execute what is left with 'hookline run rerun --from-failure', or let runs go on by themselves: resume: 'auto'.",
      cause,
    });
  }
}

function checkCrash(spec: CrashSpec): void {
  // A getter or a Proxy may throw.
  if (!isPlainObject(spec) || readEntries(spec) === undefined) {
    const remedy = "Give an object: { stepKey: 'load', process: 'pid 4711 on web-1', reason: 'it was killed' }.";
    throw wrongArgument({ parameter: 'spec', of: 'new CrashError()', given: spec, remedy });
  }
  const { stepKey = '', process, reason } = spec;
  checkErrorArguments('CrashError', { texts: { stepKey, process, reason } });
}
