import type { JobDefinition, SharedDefinitions } from '../definition/job-definition';
import type { Class } from '../definition/op-definition';
import { InvalidInvocationError } from '../errors/definition-errors';
import { recordsOf } from '../metadata/records';
import { describeValue } from '../util/describe-value';
import { suggestName } from '../util/did-you-mean';
import { wrongArgument } from '../util/wrong-argument';
import { definitionError } from '../wiring/definition-error';
import { bindJob } from './bind-job';
import { badArgument, defineJob } from './define-job';

/** The jobs of some definitions, by name and by the method that defines them. */
export class JobIndex {
  private readonly jobs = new Map<string, JobDefinition>();
  private readonly origins = new Map<string, string>();
  private readonly methods = new Map<Class, Map<string, JobDefinition>>();

  /**
   * @param origin where the job comes from, for the error: `class Etl`
   * @throws InvalidDefinitionError (`HOOKLINE_DUPLICATE_NAME`)
   */
  add(job: JobDefinition, origin: string): void {
    const former = this.origins.get(job.name);
    if (former !== undefined) {
      throw definitionError(
        'HOOKLINE_DUPLICATE_NAME',
        `Two jobs of the definitions are named '${job.name}': one from ${former}, one from ${origin}.`,
        "List one of them, or give it another name: the option 'name' of @Job or toJob.",
      );
    }
    this.jobs.set(job.name, job);
    this.origins.set(job.name, origin);
  }

  /** Defines and adds all jobs of a class. */
  addClass(owner: Class, shared: SharedDefinitions): void {
    const methods = [...recordsOf(owner)].filter(([, { kind }]) => kind === 'job').map(([method]) => method);
    if (methods.length === 0) {
      const remedy = 'Decorate a method of it with @Job(), or make a job of a graph with toJob.';
      throw badArgument(`Class ${owner.name}, given to definitions(), has no job.`, remedy);
    }
    if (this.methods.has(owner)) {
      const problem = `Class ${owner.name} stands twice in the jobs of the definitions.`;
      throw definitionError('HOOKLINE_DUPLICATE_NAME', problem, 'List it once: it stands for all its jobs.');
    }
    const defined = new Map<string, JobDefinition>();
    this.methods.set(owner, defined);
    for (const method of methods) {
      const job = bindJob(defineJob(owner, method as never), shared);
      this.add(job, `class ${owner.name}`);
      defined.set(method, job);
    }
  }

  names(): string[] {
    return [...this.jobs.keys()];
  }

  /** @throws InvalidInvocationError (`HOOKLINE_UNKNOWN_JOB`) */
  byName(name: unknown): JobDefinition {
    const job = typeof name === 'string' ? this.jobs.get(name) : undefined;
    if (job) return job;
    if (typeof name === 'string') {
      throw unknownJob(`The definitions have no job ${describeValue(name)}.`, suggestName(name, this.names()));
    }
    const remedy =
      "Give the name of a job, or a class and the name of its method: job('nightly'), job(Etl, 'nightly').";
    throw wrongArgument({ parameter: 'name', of: 'job() of the definitions', given: name, remedy });
  }

  /** @throws InvalidInvocationError (`HOOKLINE_UNKNOWN_JOB`) */
  byMethod(owner: Class, method: unknown): JobDefinition {
    const ofClass = this.methods.get(owner);
    if (!ofClass) {
      throw unknownJob(`The definitions do not have class ${owner.name}.`, 'Add the class to their jobs.');
    }
    const job = typeof method === 'string' ? ofClass.get(method) : undefined;
    if (job) return job;
    if (typeof method === 'string') {
      const problem = `Class ${owner.name} of the definitions has no job method ${describeValue(method)}.`;
      throw unknownJob(problem, suggestName(method, ofClass.keys()));
    }
    const remedy = `Give the name of its method: job(${owner.name}, '${[...ofClass.keys()].join("' or '")}').`;
    throw wrongArgument({ parameter: 'method', of: 'job() of the definitions', given: method, remedy });
  }
}

function unknownJob(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_UNKNOWN_JOB', problem, remedy });
}
