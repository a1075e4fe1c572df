import { inspect } from 'node:util';
import type {
  DeadLetterHookContext,
  FailedStep,
  FailureKind,
  HookInfo,
  JsonRecord,
  Logger,
  OpInfo,
  RunStatus,
  SkipReason,
  Steps,
  Tags,
} from '@hookline/core';
import type { HookDefinition } from '@hookline/core/spi';
import { describeContext } from '../describe-context';
import { opInfo } from '../op-info';
import type { CallMoment, DeadLetterMoment, RunMoment, StepMoment } from './hook-moment';

/** What is the same for all hooks of one run. */
export interface RunFacts {
  readonly jobName: string;
  readonly runId: string;
  readonly runTags: Tags;
  readonly redact: (text: string) => string;
}

/** What one call of a hook has of its own; asked for when the hook reads it. */
export interface HookCall<M extends CallMoment = CallMoment> {
  readonly facts: RunFacts;
  readonly moment: M;
  readonly hook: HookDefinition;
  readonly resources: object;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Undefined for a filter, which is asked before there is one. */
  readonly delivery: DeliveryFacts | undefined;
}

/** What a context tells of the delivery that it is made for. */
export interface DeliveryFacts {
  readonly deliveryId: string;
  /** From 1. */
  readonly attempt: number;
}

/**
 * The context of a hook, made of the moment that triggered it and nothing else: whoever has the event, the plan and
 * the values can make the same one.
 */
export function createHookContext(call: HookCall): object {
  // The level of its moment tells which of the three a call is.
  if (call.moment.level === 'step') return new StepHookContext(call as HookCall<StepMoment>);
  if (call.moment.level === 'run') return new RunLevelHookContext(call as HookCall<RunMoment>);
  return new DeadLetterContext(call as HookCall<DeadLetterMoment>);
}

/** Getters on the prototype, so that hooks pay only for what they read. */
class CommonHookContext<M extends CallMoment> {
  readonly #call: HookCall<M>;

  constructor(call: HookCall<M>) {
    this.#call = call;
  }

  protected static momentOf<M extends CallMoment>(context: CommonHookContext<M>): M {
    return context.#call.moment;
  }

  [inspect.custom](): object {
    return describeContext(this);
  }

  get jobName(): string {
    return this.#call.facts.jobName;
  }
  get runId(): string {
    return this.#call.facts.runId;
  }
  get hookDef(): HookInfo {
    const { name, kind, requiredResourceKeys, description } = this.#call.hook;
    return { name, kind, requiredResourceKeys, ...(description !== undefined && { description }) };
  }
  get resources(): object {
    return this.#call.resources;
  }
  get requiredResourceKeys(): ReadonlySet<string> {
    return new Set(this.#call.hook.requiredResourceKeys);
  }
  get log(): Logger {
    return this.#call.log;
  }
  get runTags(): Tags {
    return this.#call.facts.runTags;
  }
  get redact(): (text: string) => string {
    return this.#call.facts.redact;
  }
  get signal(): AbortSignal {
    return this.#call.signal;
  }
  get deliveryId(): string | undefined {
    return this.#call.delivery?.deliveryId;
  }
  get deliveryAttempt(): number | undefined {
    return this.#call.delivery?.attempt;
  }
  get triggeredAt(): number {
    return this.#call.moment.event.at;
  }
  get isReplay(): boolean {
    return false;
  }
  get startedAt(): number {
    return this.#call.moment.startedAt;
  }
  get endedAt(): number {
    return this.#call.moment.event.at;
  }
}

class StepHookContext extends CommonHookContext<StepMoment> {
  get op(): OpInfo {
    return opInfo(CommonHookContext.momentOf(this).step);
  }
  get stepKey(): string {
    return CommonHookContext.momentOf(this).stepKey;
  }
  get attempt(): number {
    return CommonHookContext.momentOf(this).event.attempt;
  }
  get opConfig(): unknown {
    return CommonHookContext.momentOf(this).opConfig;
  }
  get opInputValues(): readonly unknown[] {
    return CommonHookContext.momentOf(this).inputs;
  }
  get opOutputValues(): Readonly<Record<string, unknown>> {
    return CommonHookContext.momentOf(this).outputs;
  }
  get opOutputMetadata(): JsonRecord {
    return CommonHookContext.momentOf(this).metadata;
  }
  get opException(): Error | undefined {
    const { event } = CommonHookContext.momentOf(this);
    return event.type === 'step.failed' || event.type === 'step.retrying' ? event.error : undefined;
  }
  get failureKind(): FailureKind | undefined {
    const { event } = CommonHookContext.momentOf(this);
    return event.type === 'step.failed' || event.type === 'step.retrying' ? event.failureKind : undefined;
  }
  get delay(): number | undefined {
    const { event } = CommonHookContext.momentOf(this);
    return event.type === 'step.retrying' ? event.delay : undefined;
  }
  get skipReason(): SkipReason | undefined {
    const { event } = CommonHookContext.momentOf(this);
    return event.type === 'step.skipped' || event.type === 'step.notExecuted' ? event.reason : undefined;
  }
  get wasRunning(): boolean | undefined {
    const { event } = CommonHookContext.momentOf(this);
    return event.type === 'step.cancelled' ? event.wasRunning : undefined;
  }
}

class RunLevelHookContext extends CommonHookContext<RunMoment> {
  get status(): RunStatus {
    return CommonHookContext.momentOf(this).status;
  }
  get steps(): Steps {
    return CommonHookContext.momentOf(this).steps;
  }
  get error(): Error | undefined {
    const { event } = CommonHookContext.momentOf(this);
    return event.type === 'run.failed' || event.type === 'run.cancelled' ? event.error : undefined;
  }
  get failedSteps(): readonly FailedStep[] {
    return CommonHookContext.momentOf(this).failedSteps;
  }
}

class DeadLetterContext extends CommonHookContext<DeadLetterMoment> {
  get delivery(): DeadLetterHookContext['delivery'] {
    return CommonHookContext.momentOf(this).delivery;
  }
}
