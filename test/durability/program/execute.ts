/** A process that executes one run, and may die of it. Its order is its argument; it tells its parent what it did. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenInstance, runDaemon } from '@hookline/daemon';
import { executeInProcess } from 'hookline';
import { FaultPoints } from './fault-points';
import { addFinePoints } from './fine-points';
import { openProof, surround } from './open';
import { mockPager, proofDefinitions, runConfigOf } from './proof-jobs';
import type { RunOrder } from './protocol';

void main(JSON.parse(process.argv[2] as string) as RunOrder);

async function main(order: RunOrder): Promise<void> {
  const points = new FaultPoints(order.fault, () => process.send?.('stopping'));
  const effects = await surround(points, order.files);
  if (order.fine) addFinePoints(points);
  const { instance, said } = await openProof(
    order,
    points,
    order.role ?? (order.mode === 'queue' ? 'daemon' : 'embedded'),
  );
  const status = await run(instance, order).catch(
    (error: unknown) => `rejected: ${error instanceof Error ? error.stack : String(error)}`,
  );
  await instance.close().catch((error: unknown) => void process.stderr.write(`close: ${String(error)}\n`));
  effects.close();
  process.send?.({ status, points: points.seen, said });
  process.disconnect();
}

async function run(instance: OpenInstance, order: RunOrder): Promise<string> {
  const job = proofDefinitions.job(order.job);
  const { runId, mode } = order;
  if (mode === 'queue') return serve(instance, order);
  const result = await executeInProcess(job, {
    runId,
    instance,
    resume: mode,
    runConfig: runConfigOf(order),
    raiseOnError: false,
    ...(order.job === 'mocked' && { resources: { pager: mockPager } }),
  });
  return result.status;
}

/** Queues the run, and is the daemon that executes it. */
async function serve(instance: OpenInstance, { runId, job, files }: RunOrder): Promise<string> {
  await instance.launch(proofDefinitions.job(job), { runId, runConfig: runConfigOf({ job, files }) });
  const stop = new AbortController();
  const serving = runDaemon(instance, proofDefinitions, stop.signal);
  const { store } = instance.spec;
  for (;;) {
    const row = await store.getRun(runId).catch(() => undefined);
    if (row?.endedAt !== undefined) {
      stop.abort();
      await serving;
      return row.status;
    }
    await sleep(10);
  }
}
