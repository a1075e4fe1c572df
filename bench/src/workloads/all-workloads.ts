import { commandLine } from './cli';
import { coldStart } from './cold-start';
import { drain } from './drain';
import { largeStore } from './large-store';
import { latency } from './latency';
import { memory } from './memory';
import { w1 } from './w1-chain';
import { w1s } from './w1s-sync-chain';
import { w2 } from './w2-fan';
import { w3 } from './w3-layered';
import { w4 } from './w4-dynamic';
import { w5 } from './w5-growth';
import { w6 } from './w6-runs';
import { w7 } from './w7-durable';
import { w8 } from './w8-definition';
import { w9 } from './w9-reducer';
import { w9b } from './w9b-opening';
import { w10 } from './w10-async-hooks';
import { w11 } from './w11-failures';
import { w12 } from './w12-slow-hook';
import { w13 } from './w13-recovery';
import type { Workload } from './workload';

/** Every workload, in the order of the page. */
export const allWorkloads: readonly Workload[] = [
  w1,
  w1s,
  w2,
  w3,
  w4,
  w5,
  w6,
  w7,
  w8,
  w9,
  w10,
  w11,
  memory,
  latency,
  coldStart,
  w9b,
  w12,
  w13,
  drain,
  largeStore,
  commandLine,
];
