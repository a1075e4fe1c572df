/** Prints every import against the architecture; the same check is a jest test. */
import { findViolations } from './architecture';
import { readManifests, readSources } from './repository';

const violations = findViolations(readSources(), readManifests());
for (const violation of violations) console.log(violation);
if (violations.length > 0) process.exitCode = 1;
