/** A process that recovers what others left: one instance after the other, as its parent asks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { deliverOnce, type OpenInstance, runDaemon } from '@hookline/daemon';
import { FaultPoints } from './fault-points';
import { openProof, surround } from './open';
import { proofDefinitions } from './proof-jobs';
import type { RecoveryOrder, RecoveryReport } from './protocol';

/** ms between looks at what is left */
const LOOK = 10;

process.on('message', (order: RecoveryOrder | 'stop') => {
  if (order === 'stop') process.disconnect();
  else void recover(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());

async function recover(order: RecoveryOrder): Promise<RecoveryReport> {
  const points = new FaultPoints(order.fault);
  const report = {
    id: order.id,
    passes: 0,
    recoveredRuns: 0,
    left: [] as readonly string[],
    said: [] as readonly string[],
  };
  let error: string | undefined;
  try {
    await surroundOnce(points, order.files);
    const { instance, said } = await openProof(order, points, order.mode === 'pass' ? 'deliver' : 'daemon');
    report.said = said;
    const done = order.mode === 'pass' ? await passes(instance, order) : await daemon(instance, order);
    Object.assign(report, done);
    await instance.close();
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
  }
  return { ...report, error, points: points.seen };
}

let surrounded: Promise<unknown> | undefined;

/** One line to the receiver serves all recoveries of this process; points of user code count for the first one. */
async function surroundOnce(points: FaultPoints, files: string): Promise<void> {
  surrounded ??= surround(points, files);
  await surrounded;
}

async function passes(instance: OpenInstance, { patience }: RecoveryOrder) {
  const end = performance.now() + patience;
  let passes = 0;
  let recoveredRuns = 0;
  for (;;) {
    passes += 1;
    recoveredRuns += (await deliverOnce(instance, proofDefinitions)).recoveredRuns;
    const left = await leftIn(instance);
    if (left.length === 0 || performance.now() > end) return { passes, recoveredRuns, left };
    await sleep(LOOK);
  }
}

async function daemon(instance: OpenInstance, { patience }: RecoveryOrder) {
  const end = performance.now() + patience;
  const stop = new AbortController();
  const serving = runDaemon(instance, proofDefinitions, stop.signal);
  for (;;) {
    const left = await leftIn(instance);
    if (left.length === 0 || performance.now() > end) {
      stop.abort();
      await serving;
      return { passes: 1, left };
    }
    await sleep(LOOK);
  }
}

/** What has not ended: runs, and deliveries but for those that only a dead process could make. */
async function leftIn({ spec: { store } }: OpenInstance): Promise<readonly string[]> {
  const runs = await store.listRuns({ statuses: ['queued', 'running'], limit: 100 });
  const deliveries = await store.listDeliveries({ states: ['open', 'pending', 'running'], limit: 1_000 });
  const mocked = new Set<string>();
  for (const { runId, hook } of deliveries) {
    const run = hook === 'page' ? await store.getRun(runId) : undefined;
    if (run && run.notRestorable.length > 0) mocked.add(runId);
  }
  const owed = deliveries.filter(({ hook, runId }) => hook !== 'page' || !mocked.has(runId));
  return [
    ...runs.map(({ id, status, owner }) => `run ${id} is ${status}, held by ${owner}`),
    ...owed.map(({ id, state, claim, attempts, losses }) => `${id} is ${state} (${claim}, ${attempts}, ${losses})`),
  ];
}
