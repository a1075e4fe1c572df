import type { JobDefinition } from '../definition/job-definition';
import type { ResourceMap } from '../definition/resource-definition';
import type { ExecutionConfig, RunConfig } from '../definition/run-config';
import type { ConfigProblem, InvalidConfigError } from '../errors/config-error';
import type { Plan } from '../plan/plan';
import { resolveResources } from '../registry/resolve-resources';
import { assertNever } from '../util/assert-never';
import type { Tags } from '../util/json';
import { configDocument } from './config-document';
import { ConfigProblems } from './config-problems';
import { type ParsedExecution, resolveExecution } from './execution-config';
import { mergeSources } from './merge-sources';
import { parseValue, type ValueSpot } from './parse-value';
import { isMapping, type Mapping, ownValue } from './plain-data';
import { type FoundValue, readDocument } from './read-document';
import type { ResolvedConfig } from './resolved-config';
import { type ResourceNeed, resourceNeeds } from './resource-needs';
import { Secrets } from './secrets';

/** What `resolveRunConfig` takes of the options of an execution. */
export interface ConfigOptions extends Omit<ExecutionConfig, 'timeout'> {
  readonly runConfig?: RunConfig;
  /** Wins over `inputs` of the run config, input by input. */
  readonly inputs?: unknown;
  readonly tags?: Tags;
}

/** What {@link resolveRunConfig} works on. */
export interface ConfigRequest {
  readonly job: JobDefinition;
  /** The steps of the run; config of other ops need not be complete. */
  readonly plan: Plan;
  /** Resources of the execution by key: those of the job, some of them replaced. */
  readonly definitions: ResourceMap;
  /** Keys that the caller gave a value for; config for them is ignored, with a warning. */
  readonly values: ReadonlySet<string>;
  readonly options: ConfigOptions;
  /** Value of an environment variable. */
  readonly env: (name: string) => string | undefined;
}

/**
 * The run config of one run: merged (S29), env references resolved (S30), parsed by the schemas of the job (S32).
 * @throws InvalidConfigError with all problems; what of the environment is missing for hooks alone does not count (S17)
 * @throws what a schema of the user throws
 */
export function resolveRunConfig(request: ConfigRequest): ResolvedConfig {
  return new ConfigResolution(request).resolve();
}

/**
 * The secrets in what a run is asked for, as far as they are known where its config cannot be resolved: those that stand
 * in it, and of the environment what is there.
 */
export function findSecrets(request: ConfigRequest): readonly string[] {
  const resolution = new ConfigResolution(request);
  try {
    resolution.resolve();
  } catch {
    // What is wrong with the config is for others to tell.
  }
  return resolution.secretTexts;
}

/** One resolution; what it gathers becomes the result. */
class ConfigResolution {
  private readonly root: Mapping;
  private readonly problems: ConfigProblems;
  private readonly secrets = new Secrets();
  private readonly warnings: string[] = [];
  private readonly hookOnlyFaults = new Map<string, InvalidConfigError>();
  private readonly disabledHooks = new Set<string>();
  private readonly resources = new Map<string, unknown>();
  private readonly ops = new Map<string, unknown>();
  private readonly loggers = new Map<string, unknown>();
  private readonly sections = new Map<'inputs' | 'execution' | 'tags', unknown>();

  constructor(private readonly request: ConfigRequest) {
    this.root = mergeSources(request.job, request.options);
    this.problems = new ConfigProblems(this.root);
  }

  resolve(): ResolvedConfig {
    const { job, plan, definitions, values: replaced } = this.request;
    const values: FoundValue[] = [];
    const reading = { problems: this.problems, values, warnings: this.warnings };
    readDocument(configDocument({ job, definitions, replaced }), this.root, reading);
    // Hooks first: what a hook that is turned off needs, the run does not need.
    for (const value of values) if (value.section.target.kind === 'hook') this.parseHook(value);
    const needs = resourceNeeds(plan, definitions, this.disabledHooks);
    for (const value of values) this.parseFound(value, needs);
    this.parseBound(needs);
    this.addPlainLoggers();
    if (this.problems.all.length > 0) throw this.problems.toError(job.name);
    return this.result();
  }

  get secretTexts(): readonly string[] {
    return this.secrets.texts;
  }

  private result(): ResolvedConfig {
    const { job, options } = this.request;
    const config = (this.sections.get('execution') ?? {}) as ParsedExecution;
    return {
      resources: this.resources,
      hookOnlyFaults: this.hookOnlyFaults,
      ops: this.ops,
      inputs: (this.sections.get('inputs') ?? {}) as Mapping,
      execution: resolveExecution({ options, config, job }),
      loggers: this.loggers,
      disabledHooks: this.disabledHooks,
      tags: { ...job.tags, ...(this.sections.get('tags') as Tags | undefined), ...options.tags },
      secrets: this.secrets.texts,
      warnings: [...this.warnings, ...this.secrets.warnings],
    };
  }

  private parse(spot: ValueSpot, problems = this.problems): unknown {
    return parseValue(spot, problems, { env: this.request.env, secrets: this.secrets });
  }

  private parseHook({ section: { schema, target }, value, path }: FoundValue): void {
    if (value === undefined || target.kind !== 'hook') return;
    if (this.parse({ schema, value, path }) === false) this.disabledHooks.add(target.name);
  }

  private parseFound({ section: { schema, target }, value, path, isNamed }: FoundValue, needs: Needs): void {
    const spot = { schema, value, path };
    switch (target.kind) {
      case 'resource':
        return this.parseResource({ key: target.name, need: needs.get(target.name), problems: this.fresh() }, spot);
      case 'op':
        return this.parseOp(target.name, spot);
      case 'logger':
        if (isNamed) this.loggers.set(target.name, this.parse(spot));
        return;
      case 'inputs':
      case 'execution':
      case 'tags':
        this.sections.set(target.kind, this.parse(spot));
        return;
      case 'hook':
        return; // parsed before
      default:
        return assertNever(target);
    }
  }

  private fresh(): ConfigProblems {
    return new ConfigProblems(this.root);
  }

  private parseOp(key: string, spot: ValueSpot): void {
    if (this.request.plan.indexOf.has(key)) this.ops.set(key, this.parse(spot));
    else if (spot.value !== undefined) this.checkUnneeded(spot);
  }

  private parseResource({ key, need, problems }: ResourceParse, spot: ValueSpot): void {
    if (need === undefined) {
      if (spot.value !== undefined) this.checkUnneeded(spot);
      return;
    }
    const config = this.parse(spot, problems);
    if (problems.all.length === 0) this.resources.set(key, config);
    else if (need === 'hooks' && problems.all.every(isAboutEnv)) this.addHookOnlyFault(key, problems);
    else this.problems.include(problems.all);
  }

  /** What the run does not need may lack fields, or what the environment does not have; typos are still told. */
  private checkUnneeded(spot: ValueSpot): void {
    const problems = this.fresh();
    this.parse(spot, problems);
    this.problems.include(problems.all.filter((problem) => problem.code !== 'missing' && !isAboutEnv(problem)));
  }

  /** Config that `configured` binds has no place in a file. */
  private parseBound(needs: Needs): void {
    for (const [key, { source }] of resolveResources(this.request.definitions, needs.keys())) {
      if (source.kind !== 'opened' || !source.bound) continue;
      const spot = { schema: source.bound.schema, value: source.bound.config, path: ['resources', key, 'config'] };
      this.parseResource({ key, need: needs.get(key), problems: new ConfigProblems(undefined) }, spot);
    }
  }

  /** Loggers without a schema are chosen by their name alone. */
  private addPlainLoggers(): void {
    const given = ownValue(this.root, 'loggers');
    const names = isMapping(given) ? Object.keys(given) : [];
    for (const [name, { config }] of Object.entries(this.request.job.shared?.loggers ?? {})) {
      if (!config && names.includes(name)) this.loggers.set(name, undefined);
    }
  }

  private addHookOnlyFault(key: string, problems: ConfigProblems): void {
    this.hookOnlyFaults.set(key, problems.toError(this.request.job.name));
    const reasons = problems.all.map(({ path, message }) => `${path}: ${message}`).join('; ');
    this.warnings.push(`Hooks that need resource '${key}' will fail in this run: ${reasons}.`);
  }
}

type Needs = ReadonlyMap<string, ResourceNeed>;

interface ResourceParse {
  readonly key: string;
  readonly need: ResourceNeed | undefined;
  readonly problems: ConfigProblems;
}

function isAboutEnv({ code }: ConfigProblem): boolean {
  return code === 'env';
}
