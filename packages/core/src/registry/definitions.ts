import { z } from 'zod';
import { HOOKS } from '../decorators/option-schemas';
import { RESOURCE_MAP } from '../definition/define-resource';
import type { HookFunction } from '../definition/hook-function';
import { isJobDefinition } from '../definition/is-job-definition';
import type { JobDefinition, SharedDefinitions } from '../definition/job-definition';
import type { LoggerDefinition } from '../definition/logger-definition';
import type { Class } from '../definition/op-definition';
import type { ResourceMap } from '../definition/resource-definition';
import { holds } from '../util/holds';
import { parseOptions } from '../util/parse-options';
import { attachedHooks } from '../wiring/attached-hooks';
import type { BodyNames, InputsOfBody, ResourcesOfBody } from '../wiring/body-types';
import { bindJob } from './bind-job';
import { isClass } from './define-job';
import { JobIndex } from './job-index';

/** What {@link definitions} takes. */
export interface DefinitionsOptions {
  /** A class stands for all its jobs. */
  readonly jobs: readonly (Class | JobDefinition)[];
  /** For the jobs that give none themselves; all that these need. */
  readonly resources?: ResourceMap;
  /** Op hooks and run hooks of every job. */
  readonly hooks?: readonly HookFunction[];
  /** Loggers that run config can choose, beside `console`. */
  readonly loggers?: Readonly<Record<string, LoggerDefinition>>;
}

/** The jobs of a project, with what they share. */
export interface Definitions {
  /** In the order of `jobs`. */
  readonly jobNames: readonly string[];
  readonly job: JobLookup;
}

/** Finds a job by name, or typed by the class and method that define it. */
export interface JobLookup {
  /** @throws InvalidInvocationError (`HOOKLINE_UNKNOWN_JOB`) with the names that exist, (`HOOKLINE_BAD_ARGUMENT`) for no name */
  (name: string): JobDefinition;
  <T, N extends BodyNames<T>>(owner: Class<T>, method: N): JobDefinition<ResourcesOfBody<T[N]>, InputsOfBody<T[N]>>;
}

const JOBS_REMEDY = 'Give a list of classes with @Job() methods, and of what defineJob or toJob returns.';

const OPTIONS = z.strictObject({
  jobs: z.array(
    z.custom<Class | JobDefinition>((value) => isClass(value) || isJobDefinition(value), JOBS_REMEDY),
    JOBS_REMEDY,
  ),
  resources: RESOURCE_MAP.optional(),
  hooks: HOOKS.optional(),
  loggers: z
    .record(
      z.string(),
      z.custom<LoggerDefinition>(isLoggerDefinition, 'Give what defineLogger returns.'),
      'Give an object: logger name → definition.',
    )
    .optional(),
});

/**
 * Binds jobs to the resources, hooks and loggers that they share. All jobs are defined and checked here.
 * @throws InvalidDefinitionError for wrong jobs, two jobs of one name, resources that are missing
 * @example export const defs = definitions({ jobs: [Notifications, adhocJob], resources, hooks: [Alerts.onRunFailure] });
 */
export function definitions(options: DefinitionsOptions): Definitions {
  const { jobs, resources = {}, hooks = [], loggers = {} } = parseOptions(OPTIONS, options, 'definitions()');
  const shared: SharedDefinitions = Object.freeze({
    resources: Object.freeze({ ...resources }),
    hooks: attachedHooks(hooks, 'definitions()'),
    loggers: Object.freeze({ ...loggers }),
  });
  const index = new JobIndex();
  for (const job of jobs) {
    if (isClass(job)) index.addClass(job, shared);
    else index.add(bindJob(job, shared), 'a job definition');
  }
  const job = (nameOrClass: unknown, method?: unknown): JobDefinition =>
    isClass(nameOrClass) ? index.byMethod(nameOrClass, method) : index.byName(nameOrClass);
  return Object.freeze({ jobNames: Object.freeze(index.names()), job: job as JobLookup });
}

/** Whether a value is what {@link definitions} returns, of whatever copy of the package. */
export function isDefinitions(value: unknown): value is Definitions {
  if (typeof value !== 'object' || value === null) return false;
  return holds(() => {
    const { jobNames, job } = value as Partial<Definitions>;
    return Array.isArray(jobNames) && typeof job === 'function';
  });
}

function isLoggerDefinition(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<LoggerDefinition>).create === 'function'
  );
}
