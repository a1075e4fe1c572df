// The door for tests: `import { buildHookContext } from 'hookline/testing'`.
export {
  type AnyHook,
  buildHookContext,
  buildOpContext,
  buildResources,
  type ContextFields,
  type FakeClock,
  type FakeClockOptions,
  fakeClock,
  type OpenContextFields,
  openHookContext,
  type ResourcesConfig,
  withHookContext,
} from '@hookline/testing';
