import { pathText } from './config-problems';
import type { ConfigPath } from './locate';

/** A shorter secret is not searched in texts: it would mask half of them. */
const SHORTEST_SEARCHED = 6;

/** Values of a run that must not be shown: they came from the environment, or stand in `secret()` fields. */
export class Secrets {
  /** Text → where it was first met. */
  private readonly paths = new Map<string, string>();

  add(text: string, path: ConfigPath): void {
    if (text !== '' && !this.paths.has(text)) this.paths.set(text, pathText(path));
  }

  get texts(): readonly string[] {
    return [...this.paths.keys()];
  }

  /** A sentence for each secret that is too short to be searched in texts; without the secret. */
  get warnings(): readonly string[] {
    const short = [...this.paths].filter(([text]) => text.length < SHORTEST_SEARCHED);
    return [...new Set(short.map(([, path]) => path))].map(
      (path) =>
        `The secret at ${path} has fewer than ${SHORTEST_SEARCHED} characters: ` +
        'it is masked where it stands, but not searched in texts.',
    );
  }

  /** Takes over what another gathered. */
  include(other: Secrets): void {
    for (const [text, path] of other.paths) if (!this.paths.has(text)) this.paths.set(text, path);
  }

  /** The text with `•••` for each secret that it quotes, the longest first; short ones, too: a message can bear it. */
  mask(text: string): string {
    const longestFirst = [...this.paths.keys()].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, '•••'), text);
  }
}
