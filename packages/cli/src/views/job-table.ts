import type { JobDefinition } from '@hookline/core';
import { createPlan } from '@hookline/core/spi';
import type { Look } from './look';
import { table } from './table';
import { printable } from './text';

/** What lists show of a job. */
export interface JobFacts {
  readonly name: string;
  readonly description: string | undefined;
  /** Step keys, in the order of the plan. */
  readonly steps: readonly string[];
  readonly hooks: readonly string[];
  /** Names of its inputs. */
  readonly inputs: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What is known of a job without running it. */
export function jobFacts(job: JobDefinition): JobFacts {
  const { steps, hooks } = createPlan(job).snapshot;
  return {
    name: job.name,
    description: job.description,
    steps: steps.map(({ key }) => key),
    hooks: hooks.map(({ name }) => name),
    inputs: Object.keys(job.inputs?.shape ?? {}),
    tags: job.tags,
  };
}

/** Jobs, one per line. */
export function jobTable(jobs: readonly JobFacts[], look: Look): string[] {
  const columns = [
    { title: 'JOB', least: 12 },
    { title: 'STEPS', align: 'right' as const },
    { title: 'HOOKS', align: 'right' as const },
    { title: 'INPUTS', least: 10 },
    { title: 'DESCRIPTION', least: 16 },
  ];
  const rows = jobs.map(({ name, steps, hooks, inputs, description = '' }) => [
    { text: name, paint: look.colors.bold },
    { text: String(steps.length) },
    { text: String(hooks.length) },
    { text: inputs.join(', ') },
    { text: printable(description), paint: look.colors.dim },
  ]);
  return table(columns, rows, look);
}
