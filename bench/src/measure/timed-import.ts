/** Loads modules in a fresh process and prints the ms that took. Arguments: their names or paths. */
import { createRequire } from 'node:module';
import { startStopwatch } from './stopwatch';

const load = createRequire(__filename);
const stopwatch = startStopwatch();
for (const name of process.argv.slice(2)) load(name);
console.log(stopwatch());
