import { isDeepStrictEqual } from 'node:util';
import type { Prediction, StepPrediction } from '../reference/prediction';
import type { Observation } from '../run/execute';
import type { HookCallTrace } from '../run/trace';

/** Where hooks were told something else than happened (S10, S19, S20): for what is fixed whoever was first. */
export function untrueTold(predicted: Prediction, { result, trace }: Observation): readonly string[] {
  const inputs = new Map(trace.opCalls.map((call) => [call.name, call.inputs]));
  return trace.hookCalls.flatMap((call) => {
    const expected = expectedFor(call);
    const seen = Object.fromEntries(Object.keys(expected).map((field) => [field, fieldOf(call, field)]));
    if (isDeepStrictEqual(seen, expected)) return [];
    return [`hook ${call.hook} for ${call.trigger} is told ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`];
  });

  function fieldOf({ told }: HookCallTrace, field: string): unknown {
    const value = told[field];
    return value instanceof Error ? trace.nameOf(value) : value;
  }

  function expectedFor({ trigger }: HookCallTrace): Told {
    const [kind = '', stepKey = '', attempt = ''] = trigger.split(' ');
    if (kind === 'retry') return retryOf(stepKey, Number(attempt));
    const step = predicted.steps.get(stepKey);
    return step ? expectedOf(kind, stepKey, step) : { status: kind === 'runStart' ? 'running' : predicted.status };
  }

  function expectedOf(kind: string, stepKey: string, step: StepPrediction): Told {
    const { attempts: attempt, error: opException, failureKind, reason: skipReason, wasRunning } = step;
    switch (kind) {
      case 'start':
        return { attempt: 1, opException: undefined };
      case 'success':
        return { attempt, opInputValues: inputs.get(stepKey), opOutputValues: outputsOf(stepKey) };
      case 'failure':
        return { attempt, opException, failureKind, opOutputValues: {} };
      case 'skip':
        return { attempt: 0, skipReason };
      default:
        return { attempt, wasRunning };
    }
  }

  function retryOf(stepKey: string, attempt: number): Told {
    const retry = predicted.retries.find((one) => one.stepKey === stepKey && one.attempt === attempt);
    return { attempt, opException: retry?.error, failureKind: retry?.failureKind, delay: retry?.delay };
  }

  function outputsOf(stepKey: string): unknown {
    const values = Object.fromEntries(predicted.steps.get(stepKey)?.values ?? []);
    const isDynamic = result
      .eventsFor(stepKey)
      .some((event) => event.type === 'step.output' && event.keys !== undefined);
    return isDynamic ? { result: values } : values;
  }
}

/** What the context of a hook says, by field. */
type Told = Readonly<Record<string, unknown>>;
