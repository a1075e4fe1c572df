import { inspect } from 'node:util';
import { type JsonRecord, type Logger, type OpContext, type OpInfo, type Tags } from '@hookline/core';
import { isJson, isPlainObject, readEntries, wrongArgument } from '@hookline/core/spi';
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
      attempt.addMetadata(metadata);
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
  const of = 'context.addOutputMetadata()';
  if (!isPlainObject(metadata)) {
    const remedy = 'Give a plain object of JSON data: addOutputMetadata({ rows: 12 }).';
    throw wrongArgument({ parameter: 'metadata', of, given: metadata, remedy });
  }
  const odd = (readEntries(metadata) ?? [['', metadata] as const]).find(([, value]) => !isJson(value));
  if (odd === undefined) return;
  const remedy =
    'Give texts, finite numbers, true, false, null, or lists and plain objects of them, at most 100 levels deep.';
  const parameter = odd[0] === '' ? 'metadata' : `metadata.${odd[0]}`;
  throw wrongArgument({ parameter, of, given: odd[1], remedy });
}

function checkProgress(done: unknown, total: unknown): void {
  const [parameter, given] = Number.isFinite(done) ? ['total', total] : ['done', done];
  if (Number.isFinite(given)) return;
  const remedy = 'Give two finite numbers: progress(3, 10).';
  throw wrongArgument({ parameter, of: 'context.progress()', given, remedy });
}
