import type { ConfigProblemCode, InvalidConfigError } from '../errors/config-error';
import { invalidConfig } from './config-report';
import type { SourceLines } from './source-lines';

/** The longest run config that is read, in UTF-16 units. */
export const LONGEST_RUN_CONFIG = 4 * 1024 * 1024;
/** Keys, values and ends that a run config may have: with {@link LONGEST_RUN_CONFIG} it bounds what reading takes. */
export const MOST_EVENTS = 1_000_000;

/** What is wrong with a file as YAML, whatever the schemas say. */
export interface YamlFault {
  readonly code: ConfigProblemCode;
  /** Where it is in the text, in UTF-16 units from 0. */
  readonly offset: number;
  readonly message: string;
}

/** The error for a file that cannot be read as YAML; it is headed by the file, for it concerns every job. */
export function yamlError(lines: SourceLines, faults: readonly YamlFault[]): InvalidConfigError {
  const problems = faults.map(({ code, offset, message }) => ({
    code,
    path: '',
    message,
    position: lines.positionOf(offset),
  }));
  return invalidConfig({ heading: `Error in ${lines.file}`, problems });
}
