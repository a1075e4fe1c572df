/**
 * A process that uses a store as the product does: holds a run, owes deliveries, claims what is due, settles it. Tells on stdout
 * what it knows to be committed. Runs on what was built: `node worker.mjs <url> <name> <rounds>`.
 */
import { openStore } from '@hookline/storage';

const [url, name, rounds] = process.argv.slice(2);
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const pair = { location: 'shop', environment: 'test' };

const store = await openStore(url);
await store.registerProcess({
  ...pair,
  id: name,
  host: 'h',
  bootId: 'b',
  pid: process.pid,
  started: 's',
  role: 'daemon',
});
const stopHeart = await store.startHeart({ processId: name, interval: 50 });
const hookIds = [...(await store.registerHooks({ ...pair, job: 'daily' }, ['notify', 'page'])).values()];

/** As the engine does: the same commit again until it is there. */
async function commit(turn) {
  for (;;) {
    try {
      return await store.commit({ processId: name, runs: [], outcomes: [], hookLog: [], ...turn });
    } catch (error) {
      tell({ refused: error.code });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const deliveries = (runId, seq) =>
  hookIds.map((hookId, order) => ({
    ...{
      id: `${runId}/${seq}/hook${order}`,
      runId,
      triggerSeq: seq,
      stepKey: 'load',
      attempt: 1,
      kind: 'success',
      hookId,
      order,
    },
    ...{ blocking: false, origin: 'trigger', state: 'pending', createdAt: Date.now(), startedAt: Date.now() },
  }));

function part(runId, seq) {
  const owed = deliveries(runId, seq);
  const event = { runId, seq, epoch: 1, type: 'step.output', stepKey: 'load', attempt: 1, at: Date.now(), data: '{}' };
  const status = seq === Number(rounds) ? 'success' : 'running';
  const endedAt = status === 'success' ? Date.now() : undefined;
  return {
    runId,
    epoch: 1,
    after: seq - 1,
    events: [event],
    deliveries: owed,
    status,
    endedAt,
    created: seq === 1 ? created(runId) : undefined,
  };
}

const created = (runId) => ({
  ...pair,
  ...{
    job: 'daily',
    planHash: 'hash',
    plan: '{}',
    config: '{}',
    notRestorable: [],
    rootId: runId,
    tags: {},
    resume: 'fail',
  },
  ...{ priority: 0, owner: name, createdAt: Date.now() },
});

const outcome = ({ id, claim }) => ({
  ...{ deliveryId: id, claim, result: 'delivered', state: 'delivered', processId: name, deadLetters: [] },
  ...{ startedAt: Date.now(), endedAt: Date.now(), duration: 1 },
});

const runId = `run-${name}`;
let outcomes = [];
for (let seq = 1; seq <= Number(rounds); seq++) {
  const turn = part(runId, seq);
  const refused = await commit({ runs: [turn], outcomes });
  if (refused.length > 0) throw new Error(`${runId} was refused`);
  tell({ committed: turn.deliveries.map(({ id }) => id), settled: outcomes.map(({ deliveryId }) => deliveryId) });
  const rooms = hookIds.map((hookId) => ({ hookId, room: 4 }));
  const taken = await store.claim({ processId: name, rooms, limit: 8, now: Date.now(), quarantined: false });
  tell({ claimed: taken.map(({ id, claim }) => `${id}#${claim}`) });
  outcomes = taken.map(outcome);
}
await commit({ outcomes });
tell({ settled: outcomes.map(({ deliveryId }) => deliveryId), done: true });
await stopHeart();
await store.endProcess(name, Date.now());
await store.close();
