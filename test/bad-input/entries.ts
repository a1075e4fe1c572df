import { DECORATORS } from './doors/decorators';
import { DEFINITIONS } from './doors/definitions';
import { ERRORS } from './doors/errors';
import { EXECUTION } from './doors/execution';
import { SLACK } from './doors/slack';
import { TESTING } from './doors/testing';
import { WIRING } from './doors/wiring';
import type { Entry } from './entry';

/** Everything that users, stores and adapters call. */
export const ENTRIES: readonly Entry[] = [
  ...DECORATORS,
  ...DEFINITIONS,
  ...WIRING,
  ...EXECUTION,
  ...TESTING,
  ...SLACK,
  ...ERRORS,
];
