import type { RunConfig, Tags } from '@hookline/core';
import { mergeRunConfigs } from '@hookline/core/spi';
import type { CliHost } from '../cli-host';
import { parseInputs, parseTags } from './pairs';

/** What was typed about a run. */
export interface RunFlags {
  readonly runConfig?: readonly string[];
  readonly select?: readonly string[];
  readonly tag?: readonly string[];
  readonly input?: readonly string[];
}

/** What a run is made of, beside its job; absent where nothing was typed. */
export interface RunRequest {
  readonly runConfig?: RunConfig;
  readonly opSelection?: readonly string[];
  readonly tags?: Tags;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the run config files, each merged onto those before it, and the other options.
 * @throws CommandError, InvalidConfigError, InvalidInvocationError for a file that cannot be read
 */
export async function readRunRequest(flags: RunFlags, host: CliHost): Promise<RunRequest> {
  const { runConfig = [], select, tag, input } = flags;
  const tags = tag && parseTags(tag);
  const inputs = input && parseInputs(input);
  const configs: RunConfig[] = [];
  for (const path of runConfig) configs.push(await host.loadRunConfig(path));
  return {
    ...(configs.length > 0 && { runConfig: mergeRunConfigs(configs) }),
    ...(select && { opSelection: select }),
    ...(tags && { tags }),
    ...(inputs && { inputs }),
  };
}
