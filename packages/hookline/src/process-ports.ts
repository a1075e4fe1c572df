import { createConsoleLogger } from './console-logger';

/** What an engine needs of this process, whether it stores or not. */
export const processPorts = {
  random: Math.random,
  env: (name: string) => process.env[name],
  consoleLogger: createConsoleLogger,
  watchIdle: (stalled: () => void) => {
    process.on('beforeExit', stalled);
    return () => void process.off('beforeExit', stalled);
  },
};
