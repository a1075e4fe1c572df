import type { FailureKind, JsonRecord } from '@hookline/core';
import { OpTimeoutError } from '@hookline/core';
import type { Deadline, Expirable } from '../deadlines';
import { elapsed } from '../elapsed';
import type { AttemptOfStep } from '../run/run-events';
import type { StepRun } from '../run/step-run';
import { toError } from '../thrown-error';
import { callUserCode, type UserCall } from '../user-code';
import type { CapturedOutputs } from '../values/captured';
import { type CaptureResult, ioError, type RunIo } from '../values/run-io';
import type { AttemptHost, OpCode } from './attempt-host';
import { OpCallContext } from './op-context';
import { readOutputs } from './outputs';

/**
 * One attempt of a step: loads inputs, calls the op, checks and captures outputs, and tells its host once how that
 * ended. What the op does after the attempt was overtaken (by a timeout or a cancel) only frees its slot.
 */
export class Attempt implements UserCall, Expirable, AttemptOfStep {
  /** By position; `undefined` until they are read. */
  inputs: readonly unknown[] | undefined = undefined;
  /** What the op added; `undefined` while it added nothing. */
  metadata: JsonRecord | undefined = undefined;
  value: unknown = undefined;
  outputs: Readonly<Record<string, unknown>> | undefined = undefined;
  /** The outputs as they were stored, on an instance or with an IO manager. */
  captured: CapturedOutputs | undefined = undefined;
  /** Set when the attempt failed. */
  error: Error | undefined = undefined;
  failureKind: FailureKind = 'exception';
  /** ms, monotonic. */
  duration = 0;
  /** The op was called (or its inputs are being loaded) and has not settled. */
  busy = false;
  /** It was started and has not ended, for its run. */
  underWay = true;
  /** Its end was decided before the op settled. */
  overtaken = false;
  private startedAt = 0;
  private code: OpCode | undefined = undefined;
  private controller: AbortController | undefined = undefined;
  private deadline: Deadline | undefined = undefined;

  constructor(
    readonly host: AttemptHost,
    readonly step: StepRun,
    /** From 1. */
    readonly number: number,
  ) {}

  get stepKey(): string {
    return this.step.key;
  }

  /** Made when it is first asked for: most ops never do. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      const reason = this.overtaken ? this.error : this.host.abortReason;
      if (reason !== undefined) this.controller.abort(reason);
    }
    return this.controller.signal;
  }

  addMetadata(metadata: JsonRecord): void {
    this.metadata = { ...this.metadata, ...metadata };
  }

  abort(reason: unknown): void {
    this.controller?.abort(reason);
  }

  start(): void {
    this.busy = true;
    this.startedAt = this.host.time.monotonic();
    const { io } = this.host;
    if (io) this.load(io);
    else this.call(this.readInputs());
    this.limitTime();
  }

  /** Only what has not settled at once needs a timer. */
  private limitTime(): void {
    const { timeout } = this.step.plan;
    if (!this.busy || timeout === undefined) return;
    this.deadline = this.host.deadlines.set(timeout, this.startedAt, this);
  }

  /** Ends the attempt from outside: its error counts, whatever the op does later. */
  overtake(error: Error, kind: FailureKind): void {
    this.overtaken = true;
    this.failureKind = kind;
    this.error = error;
    this.stopClock();
    this.abort(error);
  }

  returned(value: unknown): void {
    this.busy = false;
    if (this.overtaken) return this.host.settledLate(this);
    try {
      const checked = readOutputs(this.step.plan, this.step.key, value);
      this.value = checked.value;
      this.outputs = checked.outputs;
    } catch (error) {
      return this.fail(toError(error, `Step '${this.step.key}'`), 'framework');
    }
    const { io } = this.host;
    if (io) this.capture(io);
    else this.end();
  }

  threw(thrown: unknown): void {
    this.busy = false;
    if (this.overtaken) return this.host.settledLate(this);
    this.fail(toError(thrown, `Step '${this.step.key}'`), 'exception');
  }

  private call(inputs: readonly unknown[]): void {
    this.inputs = inputs;
    this.host.time.leave();
    try {
      this.code = this.host.codeOf(this.step);
    } catch (error) {
      return this.threw(error);
    }
    callUserCode(this);
  }

  invoke(): unknown {
    const { fn, self } = this.code as OpCode;
    const inputs = this.inputs as readonly unknown[];
    const context = new OpCallContext(this);
    // What most ops take is called without a list of arguments.
    if (inputs.length === 0) return fn.call(self, context);
    if (inputs.length === 1) return fn.call(self, inputs[0], context);
    return fn.call(self, ...inputs, context);
  }

  /** The inputs from upstream; read once, so that hooks and op see the same. */
  readInputs(): readonly unknown[] {
    this.inputs ??= this.host.inputsOf(this.step);
    return this.inputs;
  }

  private load(io: RunIo): void {
    const inputs = io.load(this.readInputs(), this);
    if (!(inputs instanceof Promise)) return this.call(inputs);
    inputs.then(
      (loaded) => (this.overtaken ? this.settledLate() : this.call(loaded)),
      (cause: unknown) => this.failIo('load', cause),
    );
  }

  /** Part of the attempt: the timeout of the op goes on. */
  private capture(io: RunIo): void {
    const captured: CaptureResult = io.capture(this.step, this);
    if (!(captured instanceof Promise)) return this.keep(captured);
    this.busy = true;
    captured.then(
      (outputs) => this.keep(outputs),
      (cause: unknown) => this.failIo('store', cause),
    );
  }

  private keep(captured: CapturedOutputs | undefined): void {
    if (this.overtaken) return this.settledLate();
    this.busy = false;
    this.captured = captured;
    this.end();
  }

  private failIo(phase: 'load' | 'store', cause: unknown): void {
    if (this.overtaken) return this.settledLate();
    this.busy = false;
    this.fail(ioError(this.step.key, phase, cause), 'io');
  }

  private settledLate(): void {
    this.busy = false;
    this.host.settledLate(this);
  }

  expire(): void {
    const { timeout } = this.step.plan;
    if (this.overtaken || !this.busy || timeout === undefined) return;
    this.overtake(new OpTimeoutError(this.step.key, timeout), 'timeout');
    this.host.attemptEnded(this);
  }

  /** Notes why it failed. */
  failWith(error: Error, kind: FailureKind): void {
    this.error = error;
    this.failureKind = kind;
  }

  private fail(error: Error, kind: FailureKind): void {
    this.failWith(error, kind);
    this.end();
  }

  private end(): void {
    this.stopClock();
    this.host.attemptEnded(this);
  }

  private stopClock(): void {
    this.duration = elapsed(this.startedAt, this.host.time.read());
    this.deadline?.cancel();
  }
}
