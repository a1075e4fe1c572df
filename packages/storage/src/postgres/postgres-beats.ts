import type { Beats } from '../heart/beats';

export function postgresBeats(_url: string, _processId: string): Beats {
  throw new Error('not yet');
}
