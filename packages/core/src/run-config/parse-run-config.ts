import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import type { RunConfig } from '../definition/run-config';
import { checkEvents, DEEPEST_NESTING } from './check-events';
import { SourceLines } from './source-lines';
import { LONGEST_RUN_CONFIG, type YamlFault, yamlError } from './yaml-fault';
import { recordPositions } from './yaml-positions';
import { yamlReason } from './yaml-reason';
import { recordingSchema } from './yaml-schema';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Run config from YAML (1.2, core schema). Its mappings and lists remember where they stand in the file, so that the
 * report of an execution can tell line and column. An empty file is `{}`.
 * @param file as it shall appear in errors
 * @throws InvalidConfigError for text that is no YAML, several documents, duplicate keys, a root that is no mapping,
 * aliases that stand for more than 100,000 values, or more than 4 MB of text
 */
export function parseRunConfig(text: string, file: string): RunConfig {
  // Blanked, not cut off: offsets must stay those of the file, whose first column an editor counts without the mark.
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const lines = new SourceLines(file, source);
  if (source.length > LONGEST_RUN_CONFIG) throw yamlError(lines, [tooLong(source.length)]);
  const events = readEvents(source, lines);
  const fault = checkDocuments(events) ?? checkEvents(events, source);
  if (fault) throw yamlError(lines, [fault]);
  return isEmpty(events) ? {} : build(events, source, lines);
}

function readEvents(source: string, lines: SourceLines): Event[] {
  return withReason(source, lines, () => parseEvents(source, { filename: lines.file, maxDepth: DEEPEST_NESTING }));
}

function build(events: Event[], source: string, lines: SourceLines): RunConfig {
  const { schema, pairsOf } = recordingSchema();
  // Aliases have been counted by what they stand for, which is stricter.
  const options = { source, schema, filename: lines.file, maxAliases: -1 };
  const [root] = withReason(source, lines, () => constructFromEvents(events, options));
  if (root === null || root === undefined) return {};
  if (typeof root !== 'object' || Array.isArray(root)) throw yamlError(lines, [wrongRoot(root)]);
  const faults = recordPositions({ lines, events, root, pairsOf });
  if (faults.length > 0) throw yamlError(lines, faults);
  return root as RunConfig;
}

/** Errors of the YAML library as ours, at their place. */
function withReason<T>(source: string, lines: SourceLines, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = Math.min(error.mark?.position ?? 0, source.length);
    throw yamlError(lines, [{ code: 'value', offset, message: yamlReason(error, source) }]);
  }
}

function checkDocuments(events: readonly Event[]): YamlFault | undefined {
  const starts = events.flatMap((event, index) => (event.type === EVENT_ID.DOCUMENT ? [index] : []));
  const second = starts[1];
  if (second === undefined) return undefined;
  const message = 'a second document starts here (---); a run config is one document';
  return { code: 'unexpected', offset: offsetOf(events[second + 1]), message };
}

function offsetOf(event: Event | undefined): number {
  if (event === undefined) return 0;
  if ('start' in event) return event.start;
  return 'valueStart' in event ? Math.max(event.valueStart, 0) : 0;
}

function isEmpty(events: readonly Event[]): boolean {
  return events.every(({ type }) => type === EVENT_ID.DOCUMENT || type === EVENT_ID.POP);
}

function wrongRoot(root: unknown): YamlFault {
  // Not what it holds: that may be a secret.
  const kind = Array.isArray(root) ? 'a list' : 'a single value';
  const message = `the file holds ${kind}; a run config is a mapping, like "resources: ..."`;
  return { code: 'type', offset: 0, message };
}

function tooLong(length: number): YamlFault {
  const limit = LONGEST_RUN_CONFIG.toLocaleString('en');
  const message = `the file has ${length.toLocaleString('en')} characters; at most ${limit} are read as run config`;
  return { code: 'value', offset: 0, message };
}
