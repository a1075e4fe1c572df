import { readEntries } from '../util/read-entries';
import type { ConfigProblems } from './config-problems';
import type { ConfigPath } from './locate';
import { isContainer } from './plain-data';

const DEEPEST = 200;
const MOST_VALUES = 1_000_000;

/**
 * Makes sure that config from code is a tree of data that can be walked: no cycles, not too deep or too large (an object
 * that stands at many places counts at each), no key `__proto__`. Instances of classes are not looked into.
 */
export function checkData(root: unknown, problems: ConfigProblems): void {
  const walk: Walk = { problems, above: new Set(), count: 0 };
  visit(walk, root, []);
}

interface Walk {
  readonly problems: ConfigProblems;
  /** The containers that enclose the current one. */
  readonly above: Set<object>;
  count: number;
}

function visit(walk: Walk, value: unknown, path: ConfigPath): void {
  if (++walk.count > MOST_VALUES) {
    if (walk.count === MOST_VALUES + 1)
      walk.problems.add('value', path, `more than ${MOST_VALUES} values; keep large data out of run config`);
    return;
  }
  if (!isContainer(value)) return;
  if (walk.above.has(value)) return walk.problems.add('value', path, 'contains itself; run config is a tree of data');
  if (path.length >= DEEPEST) return walk.problems.add('value', path, `nested more than ${DEEPEST} levels deep`);
  const entries = readEntries(value);
  if (!entries) return walk.problems.add('value', path, 'cannot be read: a getter in it throws; give plain values');
  walk.above.add(value);
  for (const [key, inner] of entries) {
    if (walk.count > MOST_VALUES) break;
    if (key === '__proto__') walk.problems.add('unexpected', [...path, key], 'a key cannot be __proto__');
    else visit(walk, inner, [...path, key]);
  }
  walk.above.delete(value);
}
