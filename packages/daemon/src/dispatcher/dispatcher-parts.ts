import { Deadlines, Time } from '@hookline/engine';
import { Claims } from './claims';
import { DeliveryLoader } from './delivery-loader';
import type { DispatcherSpec } from './dispatcher-spec';
import { Expiry } from './expiry';
import { HookLog } from './hook-log';
import { HookResources } from './hook-resources';
import { InHand } from './in-hand';
import { JobLoggers } from './job-loggers';
import { KnownHooks } from './known-hooks';
import { LocalRuns } from './local-runs';
import { LostClaims } from './lost-claims';
import { OutcomeWriter } from './outcome-writer';
import { Reporter } from './reporter';
import { RunLoader } from './run-loader';
import { markTrouble } from './trouble';
import { UnroutableLog } from './unroutable-log';
import { Watches } from './watches';

/** What does the work of a dispatcher. */
export interface DispatcherParts {
  readonly time: Time;
  readonly deadlines: Deadlines;
  readonly hooks: KnownHooks;
  readonly local: LocalRuns;
  readonly runs: RunLoader;
  readonly resources: HookResources;
  readonly writer: OutcomeWriter;
  readonly reporter: Reporter;
  readonly inHand: InHand;
  readonly claims: Claims;
  readonly lostClaims: LostClaims;
  readonly expiry: Expiry;
  readonly watches: Watches;
}

/** Whom the parts tell something. */
interface PartsListener {
  /** The store is to be looked at again. */
  readonly stir: () => void;
  /** Outcomes cannot be written. @param lasts for how long, ms */
  readonly trouble: (error: unknown, lasts: number) => void;
}

export function createParts(spec: DispatcherSpec, { stir, trouble }: PartsListener): DispatcherParts {
  const { store, clock, values, slots } = spec;
  const time = new Time(clock);
  const deadlines = new Deadlines(clock);
  const hooks = new KnownHooks();
  const local = new LocalRuns(store);
  const reader = markTrouble(store);
  const loggers = new JobLoggers(spec);
  const runs = new RunLoader({ ...spec, reader, hooks, local, loggers });
  const resources = new HookResources(clock);
  const writer = new OutcomeWriter({ ...spec, trouble });
  const log = new HookLog(writer, time);
  const tellerOf: ConstructorParameters<typeof DeliveryLoader>[0]['tellerOf'] = (run, setting) =>
    log.tellerOf({ run, setting });
  const loader = new DeliveryLoader({ reader, runs, values, resources, tellerOf });
  const unroutable = new UnroutableLog((line) => spec.say(line));
  const watches = new Watches(spec, (id) => inHand.has(id));
  const reporter = new Reporter({ ...spec, writer, time, listener: watches, unroutable, stir });
  const shared = { time, deadlines, resources, log };
  const inHand: InHand = new InHand({ slots, loader, shared, reporter, gone: stir });
  const claims = new Claims({ ...spec, time, slots, hooks, inHand, unroutable });
  const lostClaims = new LostClaims({ ...spec, inHand, writer });
  const expiry = new Expiry({ ...spec, time, hooks, runs, writer, unroutable });
  return {
    time,
    deadlines,
    hooks,
    local,
    runs,
    resources,
    writer,
    reporter,
    inHand,
    claims,
    lostClaims,
    expiry,
    watches,
  };
}
