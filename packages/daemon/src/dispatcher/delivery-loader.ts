import {
  type DeliveryRow,
  deadIdOf,
  decodeEvent,
  type HookDefinition,
  type PlanHook,
  resolveResources,
  type Trigger,
} from '@hookline/core/spi';
import { type CallMoment, ioContext, isIoManager, type OutputAddress, type ValueStore } from '@hookline/engine';
import { deadLetterMoment } from './dead-letter-moment';
import type { HookResources } from './hook-resources';
import type { HookRun, RunSetting } from './hook-run';
import type { ResourceTeller } from './resource-teller';
import type { RunLoader } from './run-loader';
import { loadRunMoment } from './run-moment';
import { isOfStep, opConfigOf, placeOf, planKeyOf, StoredStepMoment } from './step-moment';
import { StoredValues, type StoredValuesSpec } from './stored-values';
import { type DeliveryReader, UnroutableError } from './trouble';

/** What deliveries are put together with. */
export interface DeliveryLoaderSpec {
  readonly reader: DeliveryReader;
  readonly runs: RunLoader;
  readonly values: ValueStore;
  readonly resources: HookResources;
  /** Who is told of resources that a run has opened. */
  tellerOf(run: HookRun, setting: RunSetting): ResourceTeller;
}

/** A delivery with all that an attempt of it needs, but for its resources. */
export interface LoadedDelivery {
  readonly row: DeliveryRow;
  readonly run: HookRun;
  readonly setting: RunSetting;
  readonly hook: HookDefinition;
  readonly moment: CallMoment;
}

/** Outputs of so many steps of a run are kept in memory for its further hooks. */
const MOST_STEPS = 5_000;

/** Puts deliveries together from the store. */
export class DeliveryLoader {
  private readonly values = new WeakMap<RunSetting, StoredValues>();

  constructor(private readonly spec: DeliveryLoaderSpec) {}

  /** @throws UnroutableError, StoreTroubleError */
  async load(row: DeliveryRow): Promise<LoadedDelivery> {
    const run = await this.spec.runs.load(row);
    const hook = hookOf(row, run);
    const setting = run.settingOf(row.stepKey === undefined ? undefined : planKeyOf(row.stepKey));
    checkResources(hook, { run, setting });
    const moment = await this.momentOf(row, run, setting);
    return { row, run, setting, hook, moment };
  }

  private async momentOf(row: DeliveryRow, run: HookRun, setting: RunSetting): Promise<CallMoment> {
    const { reader } = this.spec;
    if (row.origin === 'deadLetter') return deadLetterMoment(row, await this.deadOf(row));
    const event = await this.triggerOf(row);
    if (!isOfStep(event)) return loadRunMoment({ row, event, run, reader });
    const place = placeOf(event.stepKey, run.snapshot);
    const copies = await this.valuesOf(run, setting).copiesOf(place);
    return new StoredStepMoment({ row, event, step: place.step, opConfig: opConfigOf(setting, place.step), copies });
  }

  private async deadOf({ id }: DeliveryRow): Promise<DeliveryRow> {
    const dead = await this.spec.reader.getDelivery(deadIdOf(id));
    if (dead) return dead;
    throw new UnroutableError('the delivery that it tells of is not in the store');
  }

  private async triggerOf({ runId, triggerSeq }: DeliveryRow): Promise<Trigger> {
    const row = await this.spec.reader.readEvent(runId, triggerSeq);
    if (!row) throw new UnroutableError('its trigger is not in the store');
    return decodeEvent(row) as Trigger; // deliveries are only ever stored with one
  }

  private valuesOf(run: HookRun, setting: RunSetting): StoredValues {
    const known = this.values.get(setting);
    if (known && known.size < MOST_STEPS) return known;
    const { reader, values } = this.spec;
    const { runId, snapshot } = run;
    const loadManaged: StoredValuesSpec['loadManaged'] = (manager, source, of) =>
      this.loadManaged({ manager, source, runId: of ?? run.runId }, { run, setting });
    const { inputs: jobInputs } = setting.config;
    const made = new StoredValues({ runId, steps: snapshot.steps, jobInputs, reader, values, loadManaged });
    this.values.set(setting, made);
    return made;
  }

  private async loadManaged({ manager, source, runId }: Managed, { run, setting }: OfRun): Promise<unknown> {
    for (const key of resolveResources(run.definitions, [manager]).keys()) checkGiven(key, run);
    const teller = this.spec.tellerOf(run, setting);
    const lease = this.spec.resources.use([manager], askerOf({ run, setting }, teller));
    try {
      await lease.opened;
      const resource = lease.get(manager);
      if (!isIoManager(resource)) throw new Error(`The resource '${manager}' is no IO manager.`);
      const context = ioContext({ jobName: run.jobName, runId, log: teller.log }, source);
      return await resource.loadInput({ ...context, signal: new AbortController().signal });
    } finally {
      lease.release();
    }
  }
}

/** A value that an IO manager holds. */
interface Managed {
  readonly manager: string;
  readonly source: OutputAddress;
  /** The run that made it. */
  readonly runId: string;
}

/** A run with its config for one hook. */
export interface OfRun {
  readonly run: HookRun;
  readonly setting: RunSetting;
}

/** How resources are asked for on behalf of a run. */
export function askerOf({ run, setting }: OfRun, teller: ResourceTeller) {
  const { definitions } = run;
  const { resources, hookOnlyFaults } = setting.config;
  const configOf = (key: string): unknown => {
    const fault = hookOnlyFaults.get(key);
    if (fault) throw fault;
    return resources.get(key);
  };
  return { definitions, configOf, teller };
}

/** The code of the present, with the options of the run (D10). */
function hookOf({ hook: name, kind }: DeliveryRow, { hooks, snapshot, jobName }: HookRun): HookDefinition {
  const present = hooks.get(name);
  if (!present) throw new UnroutableError(`job '${jobName}' has no hook '${name}' any more`);
  if (present.kind !== kind)
    throw new UnroutableError(`hook '${name}' is of kind '${present.kind}' now, not '${kind}'`);
  const planned = snapshot.hooks.find((hook) => hook.name === name);
  return planned ? withOptions(present, planned) : present;
}

function withOptions(present: HookDefinition, { timeout, blocking, retryPolicy }: PlanHook): HookDefinition {
  const { retryPolicy: _, ...code } = present;
  return { ...code, timeout, blocking, ...(retryPolicy && { retryPolicy }) };
}

/** @throws UnroutableError for what a hook needs and this process cannot have, whatever it tries */
function checkResources({ requiredResourceKeys }: HookDefinition, { run, setting }: OfRun): void {
  const needed = resolveResources(run.definitions, requiredResourceKeys);
  for (const key of requiredResourceKeys)
    if (!needed.has(key)) throw new UnroutableError(`its resource '${key}' is not provided`);
  for (const key of needed.keys()) {
    checkGiven(key, run);
    const fault = setting.config.hookOnlyFaults.get(key);
    if (fault) throw new UnroutableError(`its resource '${key}' cannot be configured here: ${fault.message}`, fault);
  }
}

/** What stands in its place here is the real one, which a run with a mock must not meet. */
function checkGiven(key: string, { missing }: Pick<HookRun, 'missing'>): void {
  if (missing.has(key)) throw new UnroutableError(`its resource '${key}' was given by value in another process`);
}
