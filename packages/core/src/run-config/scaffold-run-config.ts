import type { JobDefinition } from '../definition/job-definition';
import { createPlan } from '../plan/create-plan';
import { resourcesOf } from '../registry/requirements';
import type { Section } from './config-document';
import { jobDocument } from './job-document';
import { isMapping, ownValue } from './plain-data';
import { resourceNeeds } from './resource-needs';
import { type FieldPlace, scaffoldValue } from './scaffold-field';
import { asComment, commentLines, indent } from './scaffold-lines';
import { yamlKey } from './yaml-text';

/**
 * A YAML skeleton of the run config of a job: required fields are to be filled in, what is optional is commented out,
 * and comments tell types, defaults and descriptions. Resources that the job does not use are left out.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but a job
 */
export function scaffoldRunConfig(job: JobDefinition): string {
  const document = jobDocument(job, 'scaffoldRunConfig');
  const needs = resourceNeeds(createPlan(job), resourcesOf(job), new Set());
  const sections = [...document.entries].map(([key, section]): [string, Section] => [
    key,
    key === 'resources' ? only(section, new Set(needs.keys())) : section,
  ]);
  const lines = sections.flatMap(([key, section]) =>
    scaffoldSection(section, { key, path: [], given: member(job.config, key), isExample: false }),
  );
  return `${[`# Run config of job ${job.name}. A single value may also be { env: NAME }.`, ...lines].join('\n')}\n`;
}

/** A mapping reduced to some of its keys. */
function only(section: Section, keys: ReadonlySet<string>): Section {
  if (section.kind !== 'mapping') return section;
  return { ...section, entries: new Map([...section.entries].filter(([key]) => keys.has(key))) };
}

/** The lines of a section; none where nothing can be set. */
function scaffoldSection(section: Section, place: FieldPlace): readonly string[] {
  if (section.kind === 'ignored') return [];
  if (section.kind === 'value') return scaffoldValue(section.schema, place);
  const { key, path, given, isExample } = place;
  // A logger is chosen by its name alone.
  const isChoice = key === 'loggers' && path.length === 0;
  const lines = [...section.entries].flatMap(([name, inner]) => {
    const below = { key: name, path: [...path, key], given: member(given, name), isExample: isExample || isChoice };
    const ofEntry = scaffoldSection(inner, below);
    return isChoice ? asComment(ofEntry) : ofEntry;
  });
  return lines.length === 0 ? [] : [...commentLines(section.description), `${yamlKey(key)}:`, ...lines.map(indent)];
}

function member(container: unknown, key: string): unknown {
  return isMapping(container) ? ownValue(container, key) : undefined;
}
