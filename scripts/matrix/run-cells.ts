import { type Cell, titleOf } from './cell';
import type { Installations } from './installations';
import { Project } from './project';
import type { Outcome } from './report';

/** As many as two cores bear; compilers are hungry. */
const AT_A_TIME = 2;

/** Runs the cells, some at a time, and prints a line for each as it ends. @returns the outcomes in the order of the cells */
export async function runCells(cells: readonly Cell[], installations: Installations): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = cells.entries();
  const worker = async () => {
    for (const [index, cell] of queue) {
      const outcome = await runCell(cell, await prepared(cell, installations, `cell-${index}`));
      outcomes[index] = outcome;
      printOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return outcomes;
}

/** A project that cannot be installed is the fault of its cell alone: the error is kept for it. */
async function prepared(cell: Cell, installations: Installations, name: string): Promise<Project | Error> {
  try {
    return await Project.create(cell, installations, name);
  } catch (error) {
    return error as Error;
  }
}

async function runCell(cell: Cell, project: Project | Error): Promise<Outcome> {
  const start = performance.now();
  const fault = project instanceof Error ? project.message : await faultOf(cell, project);
  return { cell, fault, seconds: (performance.now() - start) / 1_000 };
}

async function faultOf(cell: Cell, project: Project): Promise<string | undefined> {
  try {
    for (const step of cell.steps) await step(project);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function printOutcome({ cell, fault, seconds }: Outcome): void {
  console.log(`${fault === undefined ? 'ok    ' : 'FAILED'} ${titleOf(cell)} (${seconds.toFixed(1)} s)`);
  if (fault !== undefined) console.log(fault.replace(/^/gm, '       '));
}
