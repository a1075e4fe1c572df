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

/** One row per tool and kind of package, with the versions that it passed with. */
function tableOf(cells: readonly Cell[]): string {
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${cell.name}|${cell.type}`;
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  const lines = [...rows.values()].map((group) => {
    const [{ name, type } = { name: '', type: '' }] = group;
    return `| ${name} | ${type} | ${list(group, 'typescript')} | ${list(group, 'node')} |`;
  });
  return ['| what | `type` | TypeScript | Node |', '|---|---|---|---|', ...lines, ''].join('\n');
}

const list = (cells: readonly Cell[], key: 'typescript' | 'node'): string =>
  [...new Set(cells.map((cell) => cell[key]))].sort().join(', ');
