import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { titleOf } from './cell';
import { CELLS } from './cells';
import { Installations } from './installations';
import { packAll } from './npm';
import { type Outcome, printTable, writeTable } from './report';
import { runCells } from './run-cells';

/** Runs the cells that the command line names, or all. @returns the exit code */
async function main(words: readonly string[], write: boolean): Promise<number> {
  const cells = CELLS.filter((cell) => words.length === 0 || words.some((word) => titleOf(cell).includes(word)));
  if (cells.length === 0) {
    console.error(`No cell's name holds any of: ${words.join(', ')}. There are:`);
    for (const cell of CELLS) console.error(`  ${titleOf(cell)}`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'hookline-matrix-'));
  const outcomes = await inFolder(folder, async () => {
    const tarballs = join(folder, 'tarballs');
    mkdirSync(tarballs);
    return runCells(cells, new Installations(folder, await packAll(tarballs)));
  });
  printTable(outcomes);
  const passed = outcomes.every(({ fault }) => fault === undefined);
  if (write && passed && words.length === 0) writeTable(cells);
  return passed ? 0 : 1;
}

async function inFolder(folder: string, work: () => Promise<readonly Outcome[]>): Promise<readonly Outcome[]> {
  const keep = process.env['HOOKLINE_MATRIX_KEEP'] !== undefined;
  try {
    return await work();
  } finally {
    if (keep) console.log(`The projects are kept in ${folder}.`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

const given = process.argv.slice(2);
void main(
  given.filter((word) => word !== '--write'),
  given.includes('--write'),
).then((code) => {
  process.exitCode = code;
});
