import type { Step } from './cell';
import type { CommandLine } from './command';

const DELIVERED = 'every hook was delivered';
const INJECTED = 'injected by type';

/** Compiles the project with tsc: no error, and every file written. */
export const compile: Step = async (project) => {
  await project.run(['tsc', '--project', '.']);
};

/** Checks the types alone, as one does where a bundler or a runner makes the JavaScript. */
export const typecheck: Step = async (project) => {
  await project.run(['tsc', '--project', '.', '--noEmit']);
};

/** Runs a tool that has to succeed. */
export const run =
  (...command: CommandLine): Step =>
  async (project) => {
    await project.run(command);
  };

/** Runs the project's job: main.ts itself compares what the hooks were given. */
export const runsJob = (...command: CommandLine): Step => expectOutput(command, DELIVERED);

/** Runs the class whose constructor takes another class, known by the emitted metadata. */
export const injects = (...command: CommandLine): Step => expectOutput(command, INJECTED);

/** Runs the compiled project, with its maps. */
export const runsCompiled: readonly Step[] = [
  runsJob('node', '--enable-source-maps', 'dist/src/main.js'),
  injects('node', 'dist/src/by-type.js'),
];

function expectOutput(command: CommandLine, expected: string): Step {
  return async (project) => {
    const output = await project.run(command);
    if (!output.includes(expected)) throw new Error(`${command.join(' ')} did not print "${expected}":\n${output}`);
  };
}
