import {
  InvalidInvocationError,
  type JsonRecord,
  type Logger,
  type OpContext,
  type OpInfo,
  type Tags,
} from '@hookline/core';
import { opInfo } from '../op-info';
import type { Attempt } from './attempt';

/** The context of one attempt. Getters on the prototype, so that ops pay only for what they read. */
export class OpCallContext implements OpContext {
  readonly #attempt: Attempt;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
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
    return {
      debug: (message, data) => host.log(step.key, { level: 'debug', message, data }),
      info: (message, data) => host.log(step.key, { level: 'info', message, data }),
      warn: (message, data) => host.log(step.key, { level: 'warn', message, data }),
      error: (message, data) => host.log(step.key, { level: 'error', message, data }),
    };
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
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) return;
  throw badArgument('context.addOutputMetadata() got no object.', 'Give a record: addOutputMetadata({ rows: 12 }).');
}

function checkProgress(done: unknown, total: unknown): void {
  if (Number.isFinite(done) && Number.isFinite(total)) return;
  throw badArgument('context.progress() got something other than two numbers.', 'Call progress(done, total).');
}

function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}
