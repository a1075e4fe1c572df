import { decodeEvent, type JobDefinition, type RunState } from '@hookline/core/spi';
import { createMemoryStore, fakeClock } from '@hookline/testing';
import { loadRun } from '../../src/runs/load-run';
import { jobs } from './jobs';
import { type ProcessOptions, SimulatedProcess } from './simulated-process';

/** Processes on one store. */
export async function createWorld() {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const processes: SimulatedProcess[] = [];
  const start = async (options: ProcessOptions) => {
    const process = await new SimulatedProcess({ store, clock }, options).register();
    processes.push(process);
    return process;
  };
  const all: readonly JobDefinition[] = Object.values(jobs);
  return {
    clock,
    store,
    start,
    holder: await start({ id: 'p1', role: 'embedded', jobs: all }),
    daemon: await start({ id: 'p2', jobs: all }),
    types: async (runId = 'run1') =>
      (await store.readEvents(runId, { after: 0, limit: 1_000 })).map(({ type, stepKey }) =>
        stepKey ? `${type} ${stepKey}` : type,
      ),
    events: async (runId = 'run1') => (await store.readEvents(runId, { after: 0, limit: 1_000 })).map(decodeEvent),
    hooks: async (runId = 'run1') => {
      const rows = await store.listDeliveries({ runId, limit: 1_000 });
      return rows.map(({ hook, stepKey = '', state }) => `${hook} ${stepKey} ${state}`).sort();
    },
    state: async (runId = 'run1'): Promise<RunState> => (await loadRun(store, runId)).state,
    stop: () => Promise.all(processes.map((process) => process.stop())),
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A run under way in a process, which then dies. */
export async function crash(world: World, job: JobDefinition, options: object = {}): Promise<void> {
  void world.holder.execute(job, { runId: 'run1', ...options }).catch(() => undefined);
  await world.clock.advance(100);
  await world.holder.die();
}

/** More than others wait for a sign of life, ms. */
export const ttl = 20_000;
