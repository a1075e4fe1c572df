// The door for the composition root, the bin of the package `hookline`, and for the page of commands.
export type {
  CliHost,
  DaemonActivity,
  DaemonOptions,
  DeliverSummary,
  ExecutedRun,
  ExecuteRequest,
  InstanceFacts,
  Migration,
  OpenInstanceOptions,
  StoreCheck,
} from './cli-host';
export type { CliWorld, Screen, WriteWatch, WriteWatcher } from './cli-world';
export { CommandError } from './command-error';
export type { ExitCode } from './exit-code';
export { main } from './main';
export { createProgram, type ProgramOptions } from './program';
export { importModule } from './project/import-module';
