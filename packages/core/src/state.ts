// Run state for everybody who has events: the engine, a server, a web page. Safe in browsers.
export { foldRun, reduceRun } from './state/reduce-run';
export {
  initialRunState,
  mappedStepKey,
  type RunOutline,
  type RunState,
  type StepOutline,
  type StepState,
  stepsOf,
  toStepResult,
} from './state/run-state';
