export { createInstance, type InstanceSpec, type OpenInstance } from './instance/create-instance';
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
} from './instance/instance';
export { type Delivered, deliverOnce } from './serve/deliver-once';
export { runDaemon } from './serve/run-daemon';
