export type {
  Instance,
  InstanceDeliveries,
  InstanceRuns,
  LaunchOptions,
  ListDeliveries,
  ListRuns,
  ReadEvents,
  RerunOptions,
  RunDetails,
  RunSummary,
} from './instance';
