import type { EventPage, EventRow, HookLogRow, QueueRequest, RunQuery, RunRow } from '@hookline/core/spi';
import { compareTexts, isOpenRun, type MemoryTables, newestPage, oldestFirst } from './memory-tables';

export function findRunIds(tables: MemoryTables, prefix: string, limit: number): readonly string[] {
  return [...tables.runs.keys()]
    .filter((id) => id.startsWith(prefix))
    .sort(compareTexts)
    .slice(0, limit);
}

export function listRuns(tables: MemoryTables, query: RunQuery): readonly RunRow[] {
  const { location, environment, job, statuses } = query;
  const isAsked = (row: RunRow) =>
    (location ?? row.location) === row.location &&
    (environment ?? row.environment) === row.environment &&
    (job ?? row.job) === row.job &&
    (statuses === undefined || statuses.includes(row.status));
  return newestPage([...tables.runs.values()].filter(isAsked), query);
}

export function claimQueuedRun(tables: MemoryTables, request: QueueRequest): RunRow | undefined {
  const { processId, location, environment } = request;
  if (tables.hasEnded(processId)) return undefined;
  const [next] = [...tables.runs.values()]
    .filter((row) => row.status === 'queued' && row.location === location && row.environment === environment)
    .sort((a, b) => b.priority - a.priority || oldestFirst(a, b));
  return next && tables.changeRun(next, { status: 'running', epoch: next.epoch + 1, owner: processId });
}

export function takeOverRun(
  tables: MemoryTables,
  { id, epoch }: Pick<RunRow, 'id' | 'epoch'>,
  processId: string,
): RunRow | undefined {
  const row = tables.hasEnded(processId) ? undefined : tables.runs.get(id);
  if (!row || !isOpenRun(row) || row.owner === undefined || row.epoch !== epoch) return undefined;
  return tables.changeRun(row, { epoch: epoch + 1, owner: processId, recoveries: row.recoveries + 1 });
}

export function runsOf(tables: MemoryTables, processIds: readonly string[]): readonly RunRow[] {
  return [...tables.runs.values()]
    .filter((row) => row.owner !== undefined && processIds.includes(row.owner) && isOpenRun(row))
    .sort(oldestFirst);
}

export function requestCancel(tables: MemoryTables, runId: string): boolean {
  const row = tables.runs.get(runId);
  if (!row || !isOpenRun(row)) return false;
  tables.changeRun(row, { cancelRequested: true });
  return true;
}

export function cancelRequestsOf(tables: MemoryTables, processId: string): readonly string[] {
  return [...tables.runs.values()]
    .filter((row) => row.owner === processId && row.cancelRequested)
    .map(({ id }) => id)
    .sort(compareTexts);
}

export function readEvents(tables: MemoryTables, runId: string, { after, limit }: EventPage): readonly EventRow[] {
  return (tables.events.get(runId) ?? []).slice(after, after + limit);
}

/** Of `invoice` also `invoice[A]`. */
export function readOutputs(tables: MemoryTables, runId: string, stepKeys: readonly string[]): readonly EventRow[] {
  const wanted = new Set(stepKeys);
  const isWanted = (key: string) => wanted.has(key) || stepKeys.some((each) => key.startsWith(`${each}[`));
  return (tables.events.get(runId) ?? []).filter(
    ({ type, stepKey }) => type === 'step.output' && stepKey !== undefined && isWanted(stepKey),
  );
}

export function readHookLog(tables: MemoryTables, runId: string): readonly HookLogRow[] {
  return [...tables.hookLog.values()].filter((row) => row.runId === runId).sort((a, b) => a.at - b.at);
}
