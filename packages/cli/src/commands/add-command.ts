import type { Command } from 'commander';

/** A command with the options that all have. */
export interface CommandText {
  /** Name with arguments: `show [run]`. */
  readonly usage: string;
  readonly summary: string;
  /** What one should know; default the summary. */
  readonly description?: string;
  /** What to type, with what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Needs the code of the project. */
  readonly needsDefinitions?: boolean;
}

/** Adds a command to a group, with the shared options and its examples behind the help. */
export function addCommand(parent: Command, text: CommandText): Command {
  const { usage, summary, description = summary, examples, needsDefinitions = false } = text;
  const command = parent.command(usage).summary(summary).description(description);
  command.option('--config <file>', 'config file of the project (default: the nearest hookline.config.ts)');
  if (needsDefinitions) {
    command.option('--definitions <file>', 'module that exports the definitions (default: as the config file says)');
  }
  command.option('--json', 'data as JSON on stdout');
  return command.addHelpText('after', examplesText(examples));
}

/** The examples at the end of a help text. */
export function examplesText(examples: CommandText['examples']): string {
  const longest = Math.max(...examples.map(([command]) => command.length));
  // Long commands get their explanation in a line of its own.
  const isWide = longest > 48;
  const lines = examples.map(([command, what]) =>
    isWide ? `  $ ${command}\n      ${what}` : `  $ ${command.padEnd(longest)}  ${what}`,
  );
  return `\nExamples:\n${lines.join('\n')}`;
}
