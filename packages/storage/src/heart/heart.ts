/** The thread that shows that its process lives, also while the event loop is busy (D7), and ends it when that stands still (D9). */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Awaitable } from '@hookline/core/spi';
import type { Beats, HeartWork } from './beats';
import { openBeats } from './open-beats';
import { CHECKS, STOOD_STILL, TURNS } from './pulse';

/** ms for the note of why the process ends, which is not worth more: the store may be what does not answer. */
const NOTE_PATIENCE = 2_000;

run(workerData as HeartWork);

function run(work: HeartWork): void {
  const beats = openBeats(work.place, work.processId);
  const beat = () => void attempt(() => beats.beat());
  beat();
  const timers = [setInterval(beat, work.interval)];
  if (work.loop) timers.push(watch(work.loop, work.pulse, beats));
  parentPort?.once('message', () => {
    for (const timer of timers) clearInterval(timer);
    void attempt(() => beats.close()).then(() => process.exit());
  });
}

/**
 * Looks at the pulse from time to time. Looks are counted and not ms: after the whole process was stopped or the machine
 * slept, much time has gone by in which the event loop had no turn either.
 */
function watch({ limit, kills }: LoopLimit, pulse: SharedArrayBuffer, beats: Beats): NodeJS.Timeout {
  const numbers = new Int32Array(pulse);
  let last = -1;
  let still = 0;
  return setInterval(() => {
    const turns = Atomics.load(numbers, TURNS);
    const goesOn = turns !== last && still >= CHECKS;
    still = turns === last ? still + 1 : 0;
    last = turns;
    if (goesOn) void attempt(() => beats.noteTurning());
    if (still !== CHECKS) return;
    Atomics.store(numbers, STOOD_STILL, 1);
    const noted = Promise.race([attempt(() => beats.noteBlocked()), sleep(NOTE_PATIENCE)]);
    if (kills) void noted.then(() => process.kill(process.pid, 'SIGKILL'));
  }, limit / CHECKS);
}

type LoopLimit = NonNullable<HeartWork['loop']>;

/** A beat that fails is followed by the next; whether the store is there is for others to say. */
async function attempt(work: () => Awaitable<void>): Promise<void> {
  try {
    await work();
  } catch {
    // See above.
  }
}
