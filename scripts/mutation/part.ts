/** What scripts/mutation.mjs asks for. */
export interface Part {
  readonly part: string;
  /** Name of the jest project. */
  readonly project: string;
  /** Folder of the sources. */
  readonly sources: string;
  /** Folder of the tests, and a regular expression for their names. */
  readonly tests: readonly [folder: string, names: string];
}

/** The part that is under way. */
export const part = JSON.parse(process.env['HOOKLINE_MUTATION'] ?? '{}') as Part;
