import type { Tags } from '@hookline/core';

/** Tags are shown wherever runs are: without secrets that somebody put into them (D30). */
export function redactTags(tags: Tags, redact: (text: string) => string): Tags {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [redact(name), redact(value)]));
}
