import { HooklineError } from '@hookline/core';
import { isErrorLike, messageOf } from '@hookline/core/spi';
import { type CommandError, projectError } from '../command-error';

const MOST_FRAMES = 3;

/**
 * The error for a module of the user that cannot be loaded, with what it threw and where.
 * @param what as in `The definitions`
 * @param file as it is shown
 */
export function loadFailure(what: string, file: string, thrown: unknown): CommandError {
  const compiled = diagnosticsOf(thrown);
  const happened = compiled === undefined ? 'cannot be loaded' : 'cannot be compiled';
  const problem = `${what} '${file}' ${happened}.\n${indent(compiled ?? textOf(thrown))}`;
  return projectError(problem, remedyFor(thrown), thrown);
}

function textOf(thrown: unknown): string {
  if (!isErrorLike(thrown)) return 'It threw something that is no error.';
  // A sentence of ours needs no class before it.
  const head = thrown instanceof HooklineError ? messageOf(thrown) : `${thrown.name}: ${messageOf(thrown)}`;
  return [firstLines(head), ...userFrames(thrown)].join('\n');
}

/** Node adds the list of who required whom to a message, and swc a backtrace of its own. */
function firstLines(text: string): string {
  return text.replace(/\n(Require stack|\s*Caused by):\n[\s\S]*$/, '').trimEnd();
}

/** What the compiler says; an error that comes from the thread of the loader has lost its class. */
function diagnosticsOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { diagnosticText } = thrown as { readonly diagnosticText?: unknown };
  return typeof diagnosticText === 'string' ? diagnosticText.trimEnd() : undefined;
}

/** Where it happened, in code of the user. */
function userFrames({ stack = '' }: Error): readonly string[] {
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node:|node_modules|[\\/]ts-node[\\/]/.test(line));
  const ours = /[\\/]packages[\\/](core|engine|cli|hookline)[\\/](src|dist)[\\/]/;
  return frames
    .filter((frame) => !ours.test(frame))
    .slice(0, MOST_FRAMES)
    .map((frame) => `  ${frame.trim()}`);
}

function remedyFor(thrown: unknown): string {
  // By the text: the code is lost where the loader of ES modules runs in a thread of its own.
  if (isErrorLike(thrown) && /^Cannot find (module|package) /.test(thrown.message)) {
    return "Install the package, or correct the path of the import ('paths' of tsconfig.json are not followed when code runs).";
  }
  if (diagnosticsOf(thrown) !== undefined) return 'Correct it; an editor or tsc shows the place.';
  return "Correct the module; 'hookline job list' tells whether it loads.";
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
