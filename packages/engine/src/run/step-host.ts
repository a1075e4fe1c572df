import type { LogLevel, Tags } from '@hookline/core';
import type { OpDefinition } from '@hookline/core/spi';
import type { Deadlines } from '../deadlines';
import { OpInstances } from '../resources/op-instances';
import type { Attempt } from '../steps/attempt';
import type { AttemptHost, OpCode } from '../steps/attempt-host';
import type { Time } from '../time';
import { isManaged, RunIo } from '../values/run-io';
import { createLogger } from './create-logger';
import { inputValues } from './inputs';
import type { RunCore } from './run-core';
import type { RunResources } from './run-resources';
import type { RunSteps } from './run-steps';
import type { StepRun } from './step-run';

/** What the attempts of one run see of it. */
export class StepHost implements AttemptHost {
  readonly jobName: string;
  readonly runId: string;
  readonly runTags: Tags;
  readonly time: Time;
  readonly deadlines: Deadlines;
  readonly io: RunIo | undefined;
  readonly redact: (text: string) => string;
  /** Set right after construction: steps make attempts, which see their host. */
  steps!: RunSteps;
  private readonly instances: OpInstances;
  private readonly code = new Map<OpDefinition, OpCode>();

  constructor(
    private readonly core: RunCore,
    private readonly resources: RunResources,
  ) {
    this.jobName = core.facts.jobName;
    this.runId = core.facts.runId;
    this.runTags = core.facts.runTags;
    this.redact = core.facts.redact;
    this.time = core.time;
    this.deadlines = core.deadlines;
    this.io = createIo(core, resources);
    this.instances = new OpInstances((key) => resources.get(key));
  }

  get abortReason(): unknown {
    return this.steps.abortReason;
  }

  codeOf(step: StepRun): OpCode {
    const op = this.opOf(step);
    const known = this.code.get(op);
    if (known) return known;
    const self = this.instances.get(op.owner);
    const fn = (self as Readonly<Record<string, OpCode['fn']>>)[op.method] as OpCode['fn'];
    const code = { fn, self };
    this.code.set(op, code);
    return code;
  }

  private opOf(step: StepRun): OpDefinition {
    return this.core.plan.ops[step.index] as OpDefinition;
  }

  inputsOf(step: StepRun): readonly unknown[] {
    return inputValues({ graph: this.steps.graph, jobInputs: this.core.config.inputs }, step);
  }

  configOf(step: StepRun): unknown {
    return this.core.config.ops.get(step.plan.key);
  }

  resourcesFor(step: StepRun): object {
    return this.resources.viewFor(this.opOf(step), {
      label: `Op '${step.plan.op}'`,
      keys: step.plan.requiredResourceKeys,
    });
  }

  log(stepKey: string, line: LogLineOfStep): void {
    this.core.log({ ...line, stepKey });
  }

  progress(attempt: Attempt, done: number, total: number): void {
    const { journal } = this.core;
    const head = { runId: this.runId, seq: journal.nextSeq(), at: journal.now(), stepKey: attempt.step.key };
    journal.append({ type: 'step.progress', ...head, attempt: attempt.number, done, total });
    this.core.wakeSoon();
  }

  attemptEnded(attempt: Attempt): void {
    this.steps.attemptEnded(attempt);
  }

  settledLate(attempt: Attempt): void {
    this.steps.settledLate(attempt);
  }
}

/** None where all values only stay in memory: attempts then take no detour. */
function createIo(core: RunCore, resources: RunResources): RunIo | undefined {
  const { plan, ports, journal, facts } = core;
  const values = ports.instance?.values;
  if (!values && !plan.snapshot.steps.some(isManaged)) return undefined;
  const { runId, epoch } = journal;
  return new RunIo({
    jobName: facts.jobName,
    runId,
    epoch,
    redact: facts.redact,
    values,
    resource: (key) => resources.get(key),
    logOf: (stepKey) => createLogger((level, message, data) => core.log({ level, message, data, stepKey })),
  });
}

interface LogLineOfStep {
  readonly level: LogLevel;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
}
