import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText, root } from '../repository';
import { type Cell, titleOf } from './cell';

/** How a cell ended; `fault` is undefined for one that passed. */
export interface Outcome {
  readonly cell: Cell;
  readonly fault: string | undefined;
  readonly seconds: number;
}

const PAGE = 'docs/guides/tools-and-versions.md';
const START = '<!-- matrix -->\n';
const END = '<!-- /matrix -->';

/** Prints the outcomes, one a line, and their number. */
export function printTable(outcomes: readonly Outcome[]): void {
  const width = Math.max(...outcomes.map(({ cell }) => titleOf(cell).length));
  console.log('');
  for (const { cell, fault, seconds } of outcomes) {
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    console.log(`${titleOf(cell).padEnd(width)} ${time}  ${fault === undefined ? 'ok' : 'FAILED'}`);
  }
  const failed = outcomes.filter(({ fault }) => fault !== undefined).length;
  console.log(`\n${outcomes.length - failed} cells passed, ${failed} failed`);
}

/** Puts the cells into the page of the docs; only for a full run in which all have passed. */
export function writeTable(cells: readonly Cell[]): void {
  const [before = '', rest = ''] = readText(PAGE).split(START);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`${PAGE} has no place for the table: ${START.trim()} and ${END}`);
  writeFileSync(join(root, PAGE), `${before}${START}${tableOf(cells)}${END}${after}`);
}

/** A row per tool and kind of package with the versions that it passed with: each TypeScript of a row with each Node of it. */
function tableOf(cells: readonly Cell[]): string {
  const perNode = groups(cells, ({ name, type, node }) => `${name} | ${type} | ${node}`);
  const rows = groups(perNode, ([cell, ...more]) => {
    return cell ? `${cell.name} | ${cell.type} | ${list([cell, ...more], 'typescript')}` : '';
  });
  const lines = rows.map((nodes) => {
    const row = nodes.flat();
    const [{ name, type } = { name: '', type: '' }] = row;
    return `| ${name} | ${type} | ${list(row, 'typescript')} | ${list(row, 'node')} |`;
  });
  return ['| what | `type` | TypeScript | Node |', '|---|---|---|---|', ...lines, ''].join('\n');
}

/** Those of one key together, in the order of their first. */
function groups<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const byKey = new Map<string, T[]>();
  for (const item of items) byKey.set(keyOf(item), [...(byKey.get(keyOf(item)) ?? []), item]);
  return [...byKey.values()];
}

const list = (cells: readonly Cell[], key: 'typescript' | 'node'): string =>
  [...new Set(cells.map((cell) => cell[key]))].sort().join(', ');
