import type { Definitions } from '@hookline/core';
import { JobAdopter } from '../instance/adopt-run';
import type { OpenInstance } from '../instance/create-instance';
import { ownIdentity } from '../processes/process-identity';
import { Adoptions } from '../recovery/adoptions';
import { CrashMonitor } from '../recovery/crash-monitor';
import { RunQueue } from '../recovery/run-queue';

/** What serves an instance beside the dispatcher that each process has. */
export interface InstanceService {
  readonly monitor: CrashMonitor;
  readonly queue: RunQueue;
  readonly adoptions: Adoptions;
}

/**
 * Makes the hooks of all jobs known to the process's dispatcher, and what recovers and executes runs.
 * @param definitions all jobs of the location: a queued run whose job is not among them fails
 */
export async function serveInstance(instance: OpenInstance, definitions: Definitions): Promise<InstanceService> {
  for (const name of definitions.jobNames) await instance.know(definitions.job(name));
  const adoptions = new Adoptions(
    new JobAdopter({
      ...instance.parts,
      definitions,
      report: ({ id, job }, what) => instance.report(`run ${id} of job ${job} ${what}`, { runId: id }),
    }),
  );
  const { store, clock, say } = instance.spec;
  const common = {
    ...instance.parts,
    store,
    clock,
    adoptions,
    processId: () => instance.process.id,
    now: () => clock.now(),
    left: () => instance.dispatcher.stir(),
    complain: say,
  };
  const monitor = new CrashMonitor({
    ...common,
    identity: ownIdentity(),
    isUnderWay: (runId) => instance.starter.has(runId),
    declaredDead: () => instance.process.renew(),
    ended: ({ id, job }, { process, reason }) =>
      instance.report(`run ${id} of job ${job} crashed: the process (${process}) died: ${reason}`, { runId: id }),
  });
  return { monitor, adoptions, queue: new RunQueue(common) };
}
