import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import type { RunConfig } from '../definition/run-config';
import { checkEvents, DEEPEST_NESTING } from './check-events';
import { SourceLines } from './source-lines';
import { setSource } from './source-map';
import { LONGEST_RUN_CONFIG, MOST_EVENTS, type YamlFault, yamlError } from './yaml-fault';
import { YamlNode } from './yaml-node';
import { recordPositions } from './yaml-positions';
import { yamlReason } from './yaml-reason';
import { recordingSchema } from './yaml-schema';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Run config from YAML (1.2, core schema). Its mappings and lists remember where they stand in the file, so that the
 * report of an execution can tell line and column. An empty file is `{}`.
 * @param file as it shall appear in errors
 * @throws InvalidConfigError for text that is no YAML, several documents, duplicate keys, a root that is no mapping,
 * aliases that stand for more than 100,000 values, more than 4 MB of text, or about a million keys and values
 */
export function parseRunConfig(text: string, file: string): RunConfig {
  // Editors count the columns of the first line without the mark.
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (source.length > LONGEST_RUN_CONFIG) throw yamlError(new SourceLines(file, ''), [tooLong(source.length)]);
  const lines = new SourceLines(file, source);
  const events = readEvents(source, lines);
  const fault = tooMany(events) ?? checkDocuments(events, source) ?? checkEvents(events, source);
  if (fault) throw yamlError(lines, [fault]);
  return isEmpty(events) ? emptyConfig(lines) : build(events, source, lines);
}

function readEvents(source: string, lines: SourceLines): Event[] {
  return withReason(source, lines, () => parseEvents(source, { filename: lines.file, maxDepth: DEEPEST_NESTING }));
}

function build(events: Event[], source: string, lines: SourceLines): RunConfig {
  const { schema, pairsOf } = recordingSchema();
  // Aliases have been counted by what they stand for, which is stricter.
  const options = { source, schema, filename: lines.file, maxAliases: -1 };
  const [root] = withReason(source, lines, () => constructFromEvents(events, options));
  if (root === null || root === undefined) return emptyConfig(lines);
  const { start, faults } = recordPositions({ text: source, lines, events, root, pairsOf });
  if (typeof root !== 'object' || Array.isArray(root)) throw yamlError(lines, [wrongRoot(root, start)]);
  if (faults.length > 0) throw yamlError(lines, faults);
  return root;
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

function checkDocuments(events: readonly Event[], source: string): YamlFault | undefined {
  const [first, second] = events.filter((event) => event.type === EVENT_ID.DOCUMENT);
  if (first === undefined || second === undefined) return undefined;
  // Markers stand nowhere but between documents; a text that holds one ends there.
  const markers = source.matchAll(second.explicitStart ? /^---(?=\s|$)/gm : /^\.\.\.(?=\s|$)/gm);
  if (second.explicitStart && first.explicitStart) markers.next();
  const message = 'a second document starts here; a run config is one document';
  return { code: 'unexpected', offset: markers.next().value?.index ?? 0, message };
}

function tooMany(events: readonly Event[]): YamlFault | undefined {
  if (events.length <= MOST_EVENTS) return undefined;
  const message = 'the file has more than about a million keys and values; keep large data in a file of its own';
  return { code: 'value', offset: 0, message };
}

function emptyConfig(lines: SourceLines): RunConfig {
  const config = {};
  setSource(config, new YamlNode(lines, { start: 0, names: [], keys: [], values: [] }));
  return config;
}

function isEmpty(events: readonly Event[]): boolean {
  return events.every(({ type }) => type === EVENT_ID.DOCUMENT || type === EVENT_ID.POP);
}

function wrongRoot(root: unknown, offset: number): YamlFault {
  // Not what it holds: that may be a secret.
  const kind = Array.isArray(root) ? 'a list' : 'a single value';
  const hint = typeof root === 'string' && /\w:\S/.test(root) ? '; a space belongs after the colon' : '';
  const message = `the file holds ${kind}; a run config is a mapping, like "resources: ..."${hint}`;
  return { code: 'type', offset, message };
}

function tooLong(length: number): YamlFault {
  const limit = LONGEST_RUN_CONFIG.toLocaleString('en');
  const message = `the file has ${length.toLocaleString('en')} characters; at most ${limit} are read as run config`;
  return { code: 'value', offset: 0, message };
}
