/** A process with a heart whose event loop is blocked: `node blocked.mjs <path> never|kill|warn|turning|idle`. */
import { openStore } from '@hookline/storage';

const [path, mode] = process.argv.slice(2);
const store = await openStore(`sqlite:${path}`);
const row = { id: 'p1', host: 'h', bootId: 'b', pid: process.pid, started: 's', location: 'l', environment: 'e' };
await store.registerProcess({ ...row, role: 'execute' });
await store.startHeart({
  processId: 'p1',
  interval: 20,
  ...(mode === 'never' || mode === 'idle' ? {} : { loop: { limit: 600, kills: mode !== 'warn', turned } }),
});

function turned(ms) {
  console.log(Math.round(ms));
}

function block(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** The thread needs a moment to begin. */
const beats = async () => (await store.liveProcesses())[0].beat;
while ((await beats()) < 1) await new Promise((resolve) => setTimeout(resolve, 10));

if (mode === 'never') {
  block(1_000);
  process.exit(0);
}
if (mode === 'kill') {
  block(20_000);
  process.exit(3);
}
if (mode === 'warn') {
  block(1_500);
  // The thread looks a few times more, and takes its note back.
  while ((await store.liveProcesses())[0].reason !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  process.exit(0);
}
if (mode === 'turning') {
  for (let turn = 0; turn < 20; turn++) {
    block(70);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  process.exit(0);
}
