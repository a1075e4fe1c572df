import type { JobDefinition, RunEvent } from '@hookline/core';
import { createPlan, selectSteps, type Timer } from '@hookline/core/spi';
import type { CliWorld } from '../cli-world';
import type { Output } from '../output/output';
import { STEP_MARKS } from '../views/status';
import { TAKEN_OVER } from '../views/step-tree';
import { formatDuration } from '../views/time';
import { LiveRegion } from './live-region';
import { RunPicture } from './run-picture';

/** Shows a run while it runs. */
export interface Progress extends Disposable {
  readonly onEvent: (event: RunEvent) => void;
}

/** What is to be shown. */
export interface ProgressOptions {
  readonly world: CliWorld;
  readonly output: Output;
  readonly job: JobDefinition;
  /** Undefined where it is not known which steps will run. */
  readonly opSelection: readonly string[] | undefined;
  /** It is an execution of what another run left: which steps run turns out as they start. */
  readonly isRerun?: boolean;
}

/** Between two pictures, ms: fast enough for durations that count, slow enough for terminals over a network. */
const INTERVAL = 100;

/** A tree that is drawn over on a terminal, else a line for each step that ended; both on stderr. */
export function showProgress(options: ProgressOptions): Progress {
  return options.world.stderr.isTerminal ? new LiveTree(options) : lineProgress(options);
}

class LiveTree implements Progress {
  private readonly picture: RunPicture;
  private readonly region: LiveRegion;
  private timer: Timer | undefined;

  constructor(private readonly options: ProgressOptions) {
    const { world, job } = options;
    this.picture = new RunPicture({ jobName: job.name, steps: stepsToCome(options) });
    this.region = new LiveRegion(world);
    this.tick();
  }

  readonly onEvent = (event: RunEvent): void => {
    this.picture.add(event);
  };

  [Symbol.dispose](): void {
    this.timer?.cancel();
    this.region[Symbol.dispose]();
  }

  private tick(): void {
    this.timer = this.options.world.clock.setTimer(INTERVAL, () => {
      this.draw();
      this.tick();
    });
  }

  private draw(): void {
    const { world, output } = this.options;
    const look = output.messageLook;
    // One line is left free, for the terminal scrolls when its last one is ended.
    const lines = this.picture.lines(look, (world.stderr.rows || 24) - 2);
    if (lines.length > 0) this.region.draw(lines);
  }
}

function stepsToCome({ job, opSelection, isRerun = false }: ProgressOptions) {
  if (isRerun) return [];
  const plan = createPlan(job);
  return (opSelection ? selectSteps(plan, opSelection) : plan).snapshot.steps;
}

/** For logs and pipes. Texts of errors are left to the end, where they come from the store and hold no secrets. */
function lineProgress({ output }: ProgressOptions): Progress {
  return {
    onEvent: (event) => {
      const line = progressLine(event);
      if (line !== undefined) output.say(line);
    },
    [Symbol.dispose]: () => undefined,
  };
}

function progressLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'run.created':
      return `run ${event.runId} of ${event.jobName}`;
    case 'step.started':
      return `${STEP_MARKS.running.mark} ${event.stepKey}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`;
    case 'step.succeeded':
      return `${STEP_MARKS.success.mark} ${event.stepKey}${event.attempt === 0 ? `, ${TAKEN_OVER}` : ` in ${formatDuration(event.duration)}`}`;
    case 'step.retrying':
      return `${STEP_MARKS.retrying.mark} ${event.stepKey} failed (${event.error.name}), again in ${formatDuration(event.delay)}`;
    case 'step.failed':
      return `${STEP_MARKS.failure.mark} ${event.stepKey} failed (${event.error.name})`;
    case 'step.cancelled':
      return event.wasRunning ? `${STEP_MARKS.cancelled.mark} ${event.stepKey} cancelled` : undefined;
    default:
      return undefined;
  }
}
