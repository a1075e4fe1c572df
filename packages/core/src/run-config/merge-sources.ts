import type { JobDefinition } from '../definition/job-definition';
import type { RunConfig } from '../definition/run-config';
import { checkData } from './check-data';
import { ConfigProblems } from './config-problems';
import { mergeConfig, overlayConfig } from './merge-config';
import { isMapping, kindWord, type Mapping, ownValue } from './plain-data';

/** What the caller of an execution adds to the config of the job. */
interface GivenConfig {
  readonly runConfig?: RunConfig;
  readonly inputs?: unknown;
}

/**
 * Config of the job, the run config on top, the `inputs` argument on top of that, input by input.
 * @throws InvalidConfigError for a source that is no tree of data
 */
export function mergeSources(job: JobDefinition, { runConfig, inputs }: GivenConfig): Mapping {
  const ofJob = checked(job.config, job, 'config of the job');
  const config = mergeConfig(ofJob, checked(runConfig, job, 'runConfig'));
  if (inputs === undefined) return config;
  const former = ownValue(config, 'inputs') ?? {};
  if (!isMapping(former)) return config; // an error of its own
  return overlayConfig(config, { inputs: overlayConfig(former, checked(inputs, job, 'inputs')) });
}

/** A source of config, a tree of data for sure. */
function checked(source: unknown, { name: jobName }: JobDefinition, name: string): Mapping {
  const problems = new ConfigProblems(source);
  if (isMapping(source)) checkData(source, problems);
  else if (source !== undefined) problems.add('type', [], `${name}: expected mapping, got ${kindWord(source)}`);
  if (problems.all.length > 0) throw problems.toError(jobName);
  return (source as Mapping | undefined) ?? {};
}
