import { createColors } from 'picocolors';
import type { Colors } from 'picocolors/types';
import type { CliWorld, Screen } from '../cli-world';
import type { Look } from '../views/look';
import { withoutPasswords } from '../views/text';
import { toJson } from './to-json';

/** Where a command writes: data to stdout, messages to stderr. */
export class Output {
  constructor(
    private readonly world: CliWorld,
    /** Data is JSON, for programs. */
    readonly isJson: boolean,
  ) {}

  /** How text on stdout looks. */
  get look(): Look {
    return lookOf(this.world.stdout, this.world);
  }

  /** How text on stderr looks. */
  get messageLook(): Look {
    return lookOf(this.world.stderr, this.world);
  }

  /** The result of a command: a JSON document with `--json`, else the lines. */
  result(value: unknown, lines: (look: Look) => readonly string[]): void {
    if (this.isJson) this.world.stdout.write(`${toJson(value, 2)}\n`);
    else this.print(lines(this.look));
  }

  /** One of many results, as they come: a line of JSON with `--json`, else of text. */
  item(value: unknown, line: (look: Look) => string): void {
    this.world.stdout.write(`${this.isJson ? toJson(value) : line(this.look)}\n`);
  }

  /** A message for people: never data. */
  say(...lines: readonly string[]): void {
    for (const line of lines) this.world.stderr.write(`${withoutPasswords(line)}\n`);
  }

  private print(lines: readonly string[]): void {
    for (const line of lines) this.world.stdout.write(`${line}\n`);
  }
}

function lookOf(screen: Screen, world: CliWorld): Look {
  const width = screen.isTerminal ? screen.columns || 80 : Number.POSITIVE_INFINITY;
  return { width, colors: colorsOf(screen, world), now: world.clock.now() };
}

/** https://no-color.org and https://force-color.org; the former wins. */
export function colorsOf({ isTerminal }: Screen, { env }: CliWorld): Colors {
  if (env('NO_COLOR')) return createColors(false);
  const isForced = !['', '0', 'false', undefined].includes(env('FORCE_COLOR'));
  return createColors(isForced || (isTerminal && env('TERM') !== 'dumb'));
}
