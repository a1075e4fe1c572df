/** Runs one contestant for some seconds, for `node --cpu-prof`. Arguments: a seat, as JSON. */
import { isDurable } from '../contestants/contestant';
import type { Seat } from '../measure/protocol';
import { takeTurn } from '../measure/take-turn';
import { findContestant } from '../workloads/find-contestant';

const DURATION = 4_000;

async function main(): Promise<void> {
  const contestant = await findContestant(JSON.parse(process.argv[2] ?? '{}') as Seat)();
  await takeTurn(contestant, DURATION);
  // On a store: what serves it keeps the process alive.
  if (isDurable(contestant)) await contestant.close();
}

void main();
