import type { ProcessRole } from '@hookline/core/spi';
import { createInstance, type OpenInstance } from '@hookline/daemon';
import { openStore } from '@hookline/storage';
import { surroundings } from './calls';
import { Effects } from './effects';
import { FaultPoints } from './fault-points';
import { faultyStore } from './faulty-store';
import { lapseClock } from './lapse-clock';
import type { ProcessSpec } from './protocol';

const quiet = () => undefined;

/** The part of this process in an instance, with its faults. */
export async function openProof(spec: ProcessSpec, points: FaultPoints, role: ProcessRole): Promise<Opened> {
  const said: string[] = [];
  const { address, clock, heart, storeGrace = 30_000, durability } = spec;
  const store = faultyStore(await openStore(address, durability && { durability }), points, {
    beats: heart,
    speed: clock.speed,
  });
  const instance = await createInstance({
    store,
    location: 'proof',
    environment: 'test',
    role,
    storeGrace,
    clock: lapseClock(clock),
    random: Math.random,
    env: (name) => process.env[name],
    consoleLogger: () => ({ debug: quiet, info: quiet, warn: quiet, error: quiet }),
    say: (line) => said.push(line),
  });
  return { instance, said };
}

export interface Opened {
  readonly instance: OpenInstance;
  /** What it told people. */
  readonly said: readonly string[];
}

/** Connects this process to the receiver and gives user code what it works with. */
export async function surround(points: FaultPoints, files: string): Promise<Effects> {
  const effects = await Effects.connect(process.env['PROOF_RECEIVER'] as string);
  Object.assign(surroundings, { effects, points, files });
  return effects;
}
