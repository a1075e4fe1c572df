import type { RunStatus } from '@hookline/core';
import {
  type DeliveryRow,
  initialRunState,
  type PlanStep,
  type RunState,
  type RunTrigger,
  reduceRun,
  stepsOf,
} from '@hookline/core/spi';
import type { RunMoment } from '@hookline/engine';
import { readEvents } from '../runs/load-run';
import type { HookRun } from './hook-run';
import type { DeliveryReader } from './trouble';

const STATUSES: Readonly<Record<RunTrigger['type'], RunStatus>> = {
  'run.started': 'running',
  'run.succeeded': 'success',
  'run.failed': 'failure',
  'run.cancelled': 'cancelled',
};

/** What a run's moment is put together from. */
export interface RunMomentSpec {
  readonly row: Pick<DeliveryRow, 'startedAt'>;
  readonly event: RunTrigger;
  readonly run: Pick<HookRun, 'runId' | 'jobName' | 'snapshot'>;
  readonly reader: Pick<DeliveryReader, 'readEvents'>;
}

/** The moment of an event of a run: its state is the fold of the events up to that one, read page by page. */
export async function loadRunMoment({ row, event, run, reader }: RunMomentSpec): Promise<RunMoment> {
  const { runId, jobName, snapshot } = run;
  const state = await foldUpTo(event.seq, { runId, jobName, steps: snapshot.steps }, reader);
  return {
    level: 'run',
    event,
    seq: event.seq,
    stepKey: undefined,
    status: STATUSES[event.type],
    steps: stepsOf(state),
    failedSteps: event.type === 'run.failed' ? [...state.failedSteps] : [],
    startedAt: row.startedAt,
  };
}

interface Outline {
  readonly runId: string;
  readonly jobName: string;
  readonly steps: readonly PlanStep[];
}

async function foldUpTo(seq: number, outline: Outline, reader: RunMomentSpec['reader']): Promise<RunState> {
  const state = initialRunState(outline);
  for await (const event of readEvents(reader, outline.runId)) {
    if (event.seq > seq) break;
    reduceRun(state, event);
  }
  return state;
}
