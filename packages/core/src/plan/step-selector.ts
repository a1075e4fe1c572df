/** How far a selector reaches beyond what it names: 0 not at all, `Infinity` to the end. */
export interface StepSelector {
  readonly name: string;
  /** Levels upstream. */
  readonly upstream: number;
  /** Levels downstream. */
  readonly downstream: number;
}

const PATTERN = /^(\*|\+*)([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)(\*|\+*)$/;

/** Reads `name`, `*name*`, `++name+`; `undefined` for anything else. */
export function parseSelector(text: string): StepSelector | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, before, name, after] = match as readonly string[] as readonly [string, string, string, string];
  return { name, upstream: levels(before), downstream: levels(after) };
}

function levels(marks: string): number {
  return marks === '*' ? Number.POSITIVE_INFINITY : marks.length;
}
