import type { Tags } from '@hookline/core';
import type { HookDefinition, PlanSnapshot, ResolvedConfig, ResourceMap } from '@hookline/core/spi';
import type { LoggedEvent, RunFacts } from '@hookline/engine';

/** The config of a run, as one of its hooks sees it. */
export interface RunSetting {
  readonly config: ResolvedConfig;
  readonly facts: RunFacts;
  /** Hands a line to the loggers of the job. */
  log(event: LoggedEvent): void;
}

/** A run as its hooks need it: of this process, or put together from the store. */
export interface HookRun {
  readonly runId: string;
  readonly jobName: string;
  readonly runTags: Tags;
  /** With which the run was started. */
  readonly snapshot: PlanSnapshot;
  /** Hook name → id in the store. */
  readonly hookIds: ReadonlyMap<string, number>;
  /** The present code, by name. */
  readonly hooks: ReadonlyMap<string, HookDefinition>;
  /** Names of the hooks that its config turned off when it was started. */
  readonly disabledHooks: ReadonlySet<string>;
  readonly definitions: ResourceMap;
  /** Keys of resources that were given by value, where this process does not have them. */
  readonly missing: ReadonlySet<string>;
  /**
   * @param stepKey key in the plan of the step that a hook is told about; undefined for the run
   * @throws UnroutableError where the present environment, or code, does not fit the config of the run
   */
  settingOf(stepKey: string | undefined): RunSetting;
}
