import { differences } from './compare/differences';
import { hookOrderFaults } from './compare/hook-order';
import { brokenInvariants } from './compare/invariants';
import type { JobSpec } from './job-spec';
import { interpret } from './reference/interpret';
import type { OpenRaces, Prediction } from './reference/prediction';
import { at } from './reference/world';
import { type Observation, observe } from './run/execute';

/**
 * Runs jobs side by side with the engine and holds each run against the rules.
 * @returns what the rules left open, and so was not compared
 * @throws Error that lists all that is wrong
 */
export async function checkJobs(specs: readonly JobSpec[]): Promise<readonly OpenRaces[]> {
  const predictions = specs.map(interpret);
  const observations = await observe(specs);
  return specs.map((spec, index) => compare(spec, at(predictions, index), at(observations, index)));
}

function compare(spec: JobSpec, predicted: Prediction, observed: Observation): OpenRaces {
  const wrong = [
    ...brokenInvariants(spec, observed),
    ...hookOrderFaults(spec, predicted, observed),
    ...differences(spec, predicted, observed),
  ];
  if (wrong.length > 0) throw new Error(`${wrong.length} faults:\n${wrong.slice(0, 12).join('\n')}`);
  return predicted.open;
}
