import { inspect } from 'node:util';
import {
  InvalidInvocationError,
  type JsonRecord,
  type Logger,
  type OpContext,
  type OpInfo,
  type Tags,
} from '@hookline/core';
import { describeValue } from '@hookline/core/spi';
import { describeContext } from '../describe-context';
import { opInfo } from '../op-info';
import { createLogger } from '../run/create-logger';
import type { Attempt } from './attempt';

/** The context of one attempt. Getters on the prototype, so that ops pay only for what they read. */
export class OpCallContext implements OpContext {
  readonly #attempt: Attempt;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  [inspect.custom](): object {
    return describeContext(this);
  }

  get jobName(): string {
    return this.#attempt.host.jobName;
  }

  get runId(): string {
    return this.#attempt.host.runId;
  }

  get stepKey(): string {
    return this.#attempt.step.key;
  }

  get attempt(): number {
    return this.#attempt.number;
  }

  get idempotencyKey(): string {
    return `${this.runId}/${this.stepKey}`;
  }

  get op(): OpInfo {
    return opInfo(this.#attempt.step.plan);
  }

  get opConfig(): unknown {
    return this.#attempt.host.configOf(this.#attempt.step);
  }

  get resources(): object {
    return this.#attempt.host.resourcesFor(this.#attempt.step);
  }

  get log(): Logger {
    const { host, step } = this.#attempt;
    return createLogger((level, message, data) => host.log(step.key, { level, message, data }));
  }

  get runTags(): Tags {
    return this.#attempt.host.runTags;
  }

  get signal(): AbortSignal {
    return this.#attempt.signal;
  }

  // The functions are getters of closures: ops destructure their context.
  get redact(): (text: string) => string {
    return this.#attempt.host.redact;
  }

  get addOutputMetadata(): (metadata: JsonRecord) => void {
    const attempt = this.#attempt;
    return (metadata) => {
      checkMetadata(metadata);
      attempt.metadata = { ...attempt.metadata, ...metadata };
    };
  }

  get progress(): (done: number, total: number) => void {
    const attempt = this.#attempt;
    return (done, total) => {
      checkProgress(done, total);
      attempt.host.progress(attempt, done, total);
    };
  }
}

function checkMetadata(metadata: unknown): void {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw badArgument('context.addOutputMetadata() got no object.', 'Give a record: addOutputMetadata({ rows: 12 }).');
  }
  const odd = Object.entries(metadata).find(([, value]) => !isJson(value));
  if (odd === undefined) return;
  throw badArgument(
    `context.addOutputMetadata() got ${describeValue(odd[1])} as '${odd[0]}', which is no JSON.`,
    'Give texts, finite numbers, true, false, null, or lists and records of them, at most 100 levels deep.',
  );
}

/** Deeper metadata is taken for something that contains itself. */
const DEEPEST = 100;

function isJson(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null)
    return ['string', 'boolean'].includes(typeof value) || value === null;
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || prototype === null || prototype === Object.prototype;
  return plain && depth < DEEPEST && Object.values(value).every((inner) => isJson(inner, depth + 1));
}

function checkProgress(done: unknown, total: unknown): void {
  if (Number.isFinite(done) && Number.isFinite(total)) return;
  throw badArgument('context.progress() got something other than two numbers.', 'Call progress(done, total).');
}

function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}
