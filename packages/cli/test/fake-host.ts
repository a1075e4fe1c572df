import { InvalidInvocationError, type JobDefinition, type RunEvent } from '@hookline/core';
import type { DeliveryRow } from '@hookline/core/spi';
import type { Instance, RunDetails } from '@hookline/daemon';
import { EXECUTE } from '@hookline/engine';
import { executeInProcess, loadRunConfig } from 'hookline';
import type { CliHost, ExecuteRequest, InstanceFacts, OpenInstanceOptions } from '../src/cli-host';
import { NOW } from './fake-world';

/** A host over plain data in memory; jobs really run. */
export interface FakeHost extends CliHost {
  readonly runs: RunDetails[];
  readonly deliveries: DeliveryRow[];
  readonly events: Map<string, readonly RunEvent[]>;
  readonly opened: OpenInstanceOptions[];
  /** What was asked of it: `cancel …`, `launch …`, `redeliver …`, `close`. */
  readonly calls: string[];
  facts: InstanceFacts;
  problems: readonly string[];
}

export function fakeHost(): FakeHost {
  const host: FakeHost = {
    runs: [],
    deliveries: [],
    events: new Map(),
    opened: [],
    calls: [],
    facts: NO_FACTS,
    problems: [],
    loadRunConfig,
    openInstance: async (options) => {
      host.opened.push(options);
      return fakeInstance(host, options);
    },
    executeInProcess: (job, { instance, ...request }) => execute(host, job, { ...request, ...instance }),
    deliverOnce: async () => ({ delivered: 2, failed: 1, dead: 0, waiting: 3, recoveredRuns: 1 }),
    runDaemon: async (_instance, { signal, report }) => {
      report({ at: NOW, message: 'run 3f2a9c1e of nightly succeeded', runId: '3f2a9c1e' });
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    instanceFacts: async () => host.facts,
    checkStore: async () => ({ label: LABEL, problems: host.problems }),
    migrateStore: async () => ({ label: LABEL, from: 1, to: 2 }),
  };
  return host;
}

const LABEL = 'sqlite:.hookline/hookline.db';

type Executed = Omit<ExecuteRequest, 'instance'> &
  Pick<Instance, 'location' | 'environment'> & { readonly parentId?: string };

async function execute(host: FakeHost, job: JobDefinition<unknown, unknown>, request: Executed) {
  const { location, environment, parentId, ...options } = request;
  const runId = `run${host.runs.length + 1}`;
  const result = await executeInProcess(job, {
    runId,
    ...(options.runConfig && { runConfig: options.runConfig }),
    ...(options.inputs !== undefined && { inputs: options.inputs as never }),
    ...(options.opSelection && { opSelection: options.opSelection }),
    ...(options.tags && { tags: options.tags }),
    ...(options.signal && { signal: options.signal }),
    onEvent: options.onEvent,
    raiseOnError: false,
  });
  const { status, steps, error } = result;
  const deliveries = result.hookEvents.flatMap((event) => deliveryOf(event, { job: job.name, location, environment }));
  host.deliveries.push(...deliveries);
  host.events.set(runId, result.events);
  host.runs.push({
    ...{ id: runId, job: job.name, location, environment, status, parentId, rootId: parentId ?? runId },
    ...{ tags: options.tags ?? {}, createdAt: NOW - 5_000, startedAt: NOW - 5_000, endedAt: NOW - 3_800 },
    ...{ steps: still(steps), error, deliveries, notRestorable: [] },
  });
  return result;
}

/** Real durations differ from run to run. */
function still(steps: RunDetails['steps']): RunDetails['steps'] {
  return Object.fromEntries(
    Object.entries(steps).map(([key, step]) => {
      const startedAt = step.startedAt === undefined ? undefined : NOW - 5_000;
      return [key, { ...step, startedAt, endedAt: startedAt === undefined ? step.endedAt : startedAt + 120 }];
    }),
  );
}

type Place = Pick<DeliveryRow, 'job' | 'location' | 'environment'>;

function deliveryOf(event: RunEvent, place: Place): readonly DeliveryRow[] {
  if (event.type !== 'hook.completed' && event.type !== 'hook.failed') return [];
  const failed = event.type === 'hook.failed';
  const error = failed ? JSON.stringify({ name: 'Error', message: event.error.message }) : undefined;
  return [
    deliveryRow({
      ...place,
      ...{ id: event.deliveryId, runId: event.runId, hook: event.hookName, stepKey: event.stepKey },
      ...{ state: failed ? 'pending' : 'delivered', attempts: event.deliveryAttempt, error },
      nextAt: NOW + 60_000,
    }),
  ];
}

/** A delivery with defaults. */
export function deliveryRow(of: Partial<DeliveryRow>): DeliveryRow {
  return {
    ...{
      id: 'run1/7/tellFailure',
      runId: 'run1',
      triggerSeq: 7,
      stepKey: 'load',
      attempt: 1,
      kind: 'failure',
      hookId: 1,
    },
    ...{
      order: 0,
      blocking: false,
      origin: 'trigger',
      reason: undefined,
      owner: undefined,
      boundTo: undefined,
      createdAt: NOW - 90_000,
    },
    ...{ startedAt: NOW - 91_000, state: 'delivered', location: 'shop', environment: 'local@box', job: 'nightly' },
    ...{
      hook: 'tellFailure',
      nextAt: 0,
      claim: 1,
      attempts: 1,
      losses: 0,
      endedAt: NOW,
      error: undefined,
      duration: 12,
    },
    ...of,
  };
}

function fakeInstance(host: FakeHost, { location, environment }: OpenInstanceOptions): Instance {
  const find = (given: string): RunDetails => {
    const found = host.runs.filter(({ id }) => id.startsWith(given));
    if (found.length === 1) return found[0] as RunDetails;
    const problem = found.length === 0 ? `There is no run '${given}'.` : `Several runs begin with '${given}'.`;
    const remedy =
      found.length === 0 ? "See 'hookline run list'." : `Type more of one: ${found.map(({ id }) => id).join(', ')}.`;
    throw new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
  };
  const close = async (): Promise<void> => void host.calls.push('close');
  return {
    ...{ label: LABEL, location, environment, close, [Symbol.asyncDispose]: close },
    [EXECUTE]: () => Promise.reject(new Error('The host executes.')),
    runs: {
      list: async ({ job, status, limit = 20 } = {}) =>
        host.runs
          .filter((run) => (!job || run.job === job) && (!status || run.status === status))
          .slice(-limit)
          .reverse(),
      get: async (id) => find(id),
      events: async function* (id, options) {
        const after = options?.after ?? 0;
        for (const event of host.events.get(find(id).id) ?? []) if ((event.seq ?? after + 1) > after) yield event;
      },
      cancel: async (id) => {
        host.calls.push(`cancel ${id}`);
        return find(id).endedAt === undefined;
      },
      rerun: async (id, { job, fromFailure, opSelection, ...options }) => {
        host.calls.push(
          `rerun ${id}${fromFailure ? ' from failure' : ''}${opSelection ? ` ${opSelection.join()}` : ''}`,
        );
        const { signal, onEvent = () => undefined } = options;
        const selection = opSelection ? { opSelection } : {};
        return execute(host, job, {
          location,
          environment,
          parentId: id,
          onEvent,
          ...selection,
          ...(signal && { signal }),
        });
      },
    },
    deliveries: {
      list: async ({ runId, hook, states, before } = {}) =>
        before === undefined
          ? host.deliveries.filter(
              (row) =>
                (!runId || row.runId === runId) &&
                (!hook || row.hook === hook) &&
                (!states || states.includes(row.state)),
            )
          : [],
      attemptsOf: async () => [],
      redeliver: async (ids) => {
        host.calls.push(`redeliver ${ids.join(' ')}`);
        return host.deliveries.filter(({ id, state }) => ids.includes(id) && state === 'dead').length;
      },
    },
    launch: async (job, options) => {
      host.calls.push(`launch ${job.name} ${JSON.stringify(options)}`);
      return { runId: 'run9' };
    },
  };
}

const NO_FACTS: InstanceFacts = {
  store: {
    kind: 'sqlite',
    schemaVersion: 1,
    schemaFound: 1,
    driver: 'libsql',
    bytes: 123_456,
    runs: 12,
    events: 1_234,
  },
  outbox: {
    counts: { open: 0, pending: 2, running: 0, delivered: 30, suppressed: 0, folded: 0, dead: 1 },
    oldestDue: [],
  },
  processes: [],
};
