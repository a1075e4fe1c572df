import type { z } from 'zod';
import { defineResource } from '../../src/definition/define-resource';
import type { JobDefinition } from '../../src/definition/job-definition';
import type { RunConfig } from '../../src/definition/run-config';
import { InvalidConfigError } from '../../src/errors/config-error';
import { createPlan } from '../../src/plan/create-plan';
import type { Plan } from '../../src/plan/plan';
import { resourcesOf } from '../../src/registry/requirements';
import { type ConfigOptions, resolveRunConfig } from '../../src/run-config/resolve-run-config';
import type { ResolvedConfig } from '../../src/run-config/resolved-config';
import { buildJob, buildNode, buildOp } from '../plan/build-job';

/** A request of which only the parts that a test is about are given. */
export interface Given extends ConfigOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly plan?: Plan;
  readonly values?: readonly string[];
}

/** The config of a run of a job. */
export function resolve(job: JobDefinition, { env = {}, plan, values = [], ...options }: Given = {}): ResolvedConfig {
  return resolveRunConfig({
    job,
    plan: plan ?? createPlan(job),
    definitions: resourcesOf(job),
    values: new Set(values),
    options,
    env: (name) => (Object.hasOwn(env, name) ? env[name] : undefined),
  });
}

/** The error of a run config that is refused. */
export function errorOf(job: JobDefinition, given: Given = {}): InvalidConfigError {
  try {
    resolve(job, given);
  } catch (error) {
    if (error instanceof InvalidConfigError) return error;
    throw error;
  }
  throw new Error('The config was accepted.');
}

/** Its problems as `code path: message`. */
export function problemsOf(job: JobDefinition, given: Given = {}): readonly string[] {
  return errorOf(job, given).errors.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

/** Config that no compiler has checked. */
export function loose(config: unknown): RunConfig {
  return config as RunConfig;
}

/** A resource that is its own config. */
export function echo<S extends z.ZodType>(config: S) {
  return defineResource({ config, create: (init) => init.config });
}

/** A job `notifAll` of one op `a` with a config schema. */
export function opJob(config: z.ZodType): JobDefinition {
  return buildJob([buildNode('a', { op: buildOp('a', { config }) })], { name: 'notifAll' });
}

/** What the op of {@link opJob} gets from a config. */
export function parsed(schema: z.ZodType, config: unknown, env: Readonly<Record<string, string>> = {}): unknown {
  return resolve(opJob(schema), { runConfig: loose({ ops: { a: { config } } }), env }).ops.get('a');
}

/** What is wrong with a config of the op of {@link opJob}, its path from the config on. */
export function refused(schema: z.ZodType, config: unknown, env: Readonly<Record<string, string>> = {}) {
  const problems = problemsOf(opJob(schema), { runConfig: loose({ ops: { a: { config } } }), env });
  return problems.map((text) => text.replace(/ ops\.a\.config\.?/, ' '));
}
