import type { Cell } from './cell';
import { bundled } from './cells-bundled';
import { compiled } from './cells-compiled';
import { consumed } from './cells-consumed';
import { loaded } from './cells-loaded';
import { tested } from './cells-tested';

/** The rows of the matrix: no full cross product, but each value with each partner that users have it with. */
export const CELLS: readonly Cell[] = [...compiled, ...loaded, ...bundled, ...tested, ...consumed];
