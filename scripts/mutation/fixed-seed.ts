/**
 * The same random inputs for every change, so that two runs count the same; fewer than in `npm test`, and no search for the smallest one that
 * fails: that there is one is enough.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: 4, numRuns: 10, endOnFailure: true });
