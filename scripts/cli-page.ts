/** `docs/reference/cli.md`, made of the help that the command prints. */
import { createProgram } from '@hookline/cli';

/** The page, from the root. */
export const CLI_PAGE = 'docs/reference/cli.md';

type Command = ReturnType<typeof createProgram>;

const HEAD = `# The command line

<!-- Made by \`npm run docs:snippets\` from the help in packages/cli/src/commands: change that. -->

\`npx hookline\`, in the folder of a project. What each command prints with \`--help\`:
`;

/** The Markdown of the page. */
export function cliPage(): string {
  const screen = { columns: 110, write: () => undefined };
  const program = createProgram({ version: '', stdout: screen, stderr: screen, start: () => Promise.resolve() });
  return [HEAD, ...sections(program, [])].join('\n');
}

/** A command before those in it; groups have nothing to say but their names. */
function sections(command: Command, path: readonly string[]): string[] {
  const names = [...path, command.name()];
  const inner = command.commands.filter((each) => each.name() !== 'help');
  const isGroup = path.length > 0 && inner.length > 0;
  return [...(isGroup ? [] : [section(command, names.join(' '))]), ...inner.flatMap((each) => sections(each, names))];
}

function section(command: Command, title: string): string {
  let text = '';
  command.configureOutput({
    writeOut: (more) => (text += more),
    getOutHelpWidth: () => 110,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return [`## ${title}`, '', '```text', text.trimEnd(), '```', ''].join('\n');
}
