import type { ResourceMap } from '@hookline/core/spi';
import { Attempt } from '../steps/attempt';
import type { ValueSource } from '../values/value-copies';
import type { RunCore } from './run-core';
import { RunHooks } from './run-hooks';
import { RunResources } from './run-resources';
import { RunSteps } from './run-steps';
import { RunValues } from './run-values';
import { StepHost } from './step-host';
import { StepRecorder } from './step-recorder';

/** What does the work of one run. */
export interface RunParts {
  readonly resources: RunResources;
  readonly hooks: RunHooks;
  readonly steps: RunSteps;
  readonly valueSource: ValueSource | undefined;
}

/** The parts of a run, each with those that it needs. */
export function createParts(core: RunCore, definitions: ResourceMap): RunParts {
  const resources = new RunResources(core, definitions);
  const hooks = new RunHooks(core, resources);
  const host = new StepHost(core, resources);
  const steps = new RunSteps(core, {
    recorder: new StepRecorder(core, hooks),
    createAttempt: (step, number) => new Attempt(host, step, number),
    hold: (delivery, step) => hooks.adopt(delivery, step),
  });
  host.steps = steps;
  hooks.steps = steps;
  const values = core.ports.instance?.values;
  return { resources, hooks, steps, valueSource: values && new RunValues(core, { steps, resources, values }) };
}
