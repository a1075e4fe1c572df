/** What must hold of a run's own stream of events, whoever died when. */
import { decodeEvent, type EventRow, foldRun, type PlanStep } from '@hookline/core/spi';
import { stepOf } from './owed';
import type { StoredRun } from './stored';

const STEP_ENDINGS = /^step\.(succeeded|failed|skipped|notExecuted|cancelled)$/;
const RUN_ENDINGS = /^run\.(succeeded|failed|cancelled)$/;
const STATUS: Readonly<Record<string, string>> = {
  'run.succeeded': 'success',
  'run.failed': 'failure',
  'run.cancelled': 'cancelled',
};

export function brokenRun(run: StoredRun): readonly string[] {
  return [...brokenOrder(run), ...brokenFold(run), ...brokenEndings(run), ...brokenStarts(run)];
}

/** Gapless, and no event of an old holder behind one of a new (D8). */
function brokenOrder({ row, events }: StoredRun): readonly string[] {
  const wrong: string[] = [];
  for (const [index, { seq, epoch, at, type }] of events.entries()) {
    const before = events[index - 1];
    if (seq !== index + 1) wrong.push(`event ${index + 1} has the number ${seq}`);
    if (before && epoch < before.epoch) wrong.push(`${type} #${seq} of holder ${epoch} follows one of ${before.epoch}`);
    if (before && at < before.at) wrong.push(`${type} #${seq} is older than the event before it`);
  }
  const last = events.at(-1);
  if (last && last.epoch > row.epoch) wrong.push(`the last event is of holder ${last.epoch}, the run of ${row.epoch}`);
  if (row.lastSeq !== events.length) wrong.push(`the run says ${row.lastSeq} events, there are ${events.length}`);
  return wrong;
}

function brokenFold({ row, plan, events }: StoredRun): readonly string[] {
  try {
    const { status } = foldRun(events.map(decodeEvent), plan.steps);
    return status === row.status ? [] : [`the run is ${row.status}, its events say ${status}`];
  } catch (error) {
    return [`the events do not fold: ${String(error)}`];
  }
}

/** Exactly one ending of the run, and of each step that the plan and the keys of its dynamic steps make. */
function brokenEndings({ row, plan, events }: StoredRun): readonly string[] {
  const wrong: string[] = [];
  const runEndings = events.filter(({ type }) => RUN_ENDINGS.test(type));
  const [ending] = runEndings;
  if (runEndings.length !== 1) wrong.push(`the run has ${runEndings.length} endings`);
  if (ending && STATUS[ending.type] !== row.status) wrong.push(`the run is ${row.status} after ${ending.type}`);
  if (row.owner !== undefined) wrong.push(`the run has ended and is held by ${row.owner}`);
  if (row.endedAt === undefined) wrong.push('the row of the run has no end');
  const counts = new Map<string, number>();
  for (const { type, stepKey } of events)
    if (stepKey !== undefined && STEP_ENDINGS.test(type)) counts.set(stepKey, (counts.get(stepKey) ?? 0) + 1);
  for (const [key, count] of counts) if (count !== 1) wrong.push(`step ${key} has ${count} endings`);
  for (const key of plan.steps.flatMap((step) => keysOf(step, { plan, events })))
    if (!counts.has(key)) wrong.push(`step ${key} has no ending`);
  return wrong;
}

/** The keys under which a step ends: its own, or one for each key of its dynamic step where that succeeded. */
function keysOf({ key, scope }: PlanStep, { plan, events }: Pick<StoredRun, 'plan' | 'events'>): readonly string[] {
  const dynamic = scope === undefined ? undefined : plan.steps[scope];
  if (!dynamic) return [key];
  if (!events.some((event) => event.type === 'step.succeeded' && event.stepKey === dynamic.key)) return [key];
  const output = events.findLast((event) => event.type === 'step.output' && event.stepKey === dynamic.key);
  const { keys = [] } = JSON.parse(output?.data || '{}') as { readonly keys?: readonly string[] };
  return keys.map((each) => `${key}[${each}]`);
}

/** D2, S22: a step starts after all that it waits for has ended, and none of that has failed. */
function brokenStarts({ plan, events }: StoredRun): readonly string[] {
  const wrong: string[] = [];
  const endings = new Map<string, EventRow>();
  for (const event of events) {
    if (event.type === 'step.started') wrong.push(...brokenStart(event, { plan, events, endings }));
    if (event.stepKey !== undefined && STEP_ENDINGS.test(event.type)) endings.set(event.stepKey, event);
  }
  return wrong;
}

function brokenStart({ stepKey, seq }: EventRow, soFar: SoFar): readonly string[] {
  return upstreamOf(stepKey as string, soFar).flatMap(([key, ending]) => {
    if (!ending) return [`${stepKey} starts (#${seq}) before ${key} has ended`];
    if (ending.type === 'step.succeeded' || ending.type === 'step.skipped') return [];
    return [`${stepKey} starts (#${seq}) after ${ending.type} of ${key}`];
  });
}

interface SoFar extends Pick<StoredRun, 'plan' | 'events'> {
  readonly endings: ReadonlyMap<string, EventRow>;
}

function upstreamOf(
  stepKey: string,
  { plan, events, endings }: SoFar,
): readonly (readonly [string, EventRow | undefined])[] {
  const step = stepOf(plan, stepKey) as PlanStep;
  const mapKey = /(\[[^\]]*\])$/.exec(stepKey)?.[1] ?? '';
  return step.upstream.flatMap((index) => {
    const upstream = plan.steps[index] as PlanStep;
    const isSibling = upstream.scope !== undefined && upstream.scope === step.scope;
    const keys = isSibling ? [`${upstream.key}${mapKey}`] : keysOf(upstream, { plan, events });
    return keys.map((key) => [key, endings.get(key)] as const);
  });
}
