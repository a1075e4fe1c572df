import { HooklineError } from '@hookline/core';
import { describeValue } from '@hookline/core/spi';
import type { Entry } from './entry';
import type { Form } from './form';
import { KINDS, type Kind, VALUES } from './values';

/** One call with one wrong argument. */
export interface Case {
  /** `defineJob(method: Map)`. */
  readonly title: string;
  /** The parameter or option that is wrong, as the error must name it. */
  readonly subject: string;
  readonly given: unknown;
  readonly args: readonly unknown[];
}

/** Objects that are right as a whole, and wrong only in what is in them. */
const OBJECTS: readonly Kind[] = [
  'empty object',
  'object with an unknown key',
  'object without prototype',
  'thrown getter',
];

/** Every wrong call of a function: each parameter and each option with all values that its form excludes. */
export function casesOf(entry: Entry): readonly Case[] {
  const names = Object.keys(entry.parameters);
  return names.flatMap((name, index) => {
    const form = entry.parameters[name] as Form;
    const of = { title: `${entry.name}(${name}`, subject: name };
    const withValue = (value: unknown) =>
      Object.values(entry.parameters).map((each, i) => (i === index ? value : each.valid()));
    return [...wrongValues(form, of, withValue), ...wrongOptions(form, of, withValue)];
  });
}

/** Calls in a wrong order: each argument in the place of the next one, where the two take different things. */
export function swappedCasesOf(entry: Entry): readonly Case[] {
  const forms = Object.values(entry.parameters);
  const valid = forms.map((form) => form.valid());
  return forms.slice(1).flatMap((form, before) => {
    const taken = [form, forms[before] as Form];
    if (new Set(taken).size === 1 || taken.some(takesEverything)) return [];
    const args = valid.with(before, valid[before + 1]).with(before + 1, valid[before]);
    return [
      { title: `${entry.name}(arguments ${before + 1} and ${before + 2} swapped)`, subject: '', given: '', args },
    ];
  });
}

interface Subject {
  readonly title: string;
  readonly subject: string;
}

type WithValue = (value: unknown) => readonly unknown[];

function wrongValues(form: Form, { title, subject }: Subject, withValue: WithValue): readonly Case[] {
  const cases = KINDS.filter((kind) => !form.takes.includes(kind)).map((kind) => {
    const given: unknown = VALUES[kind]();
    // Of an object of options it is an option that is wrong: one that is missing, unknown or cannot be read.
    const named = form.options && OBJECTS.includes(kind) ? '' : subject;
    return { title: `${title}: ${kind})`, subject: named, given, args: withValue(given) };
  });
  if (takesEverything(form)) return cases;
  const promise = Promise.resolve(form.valid());
  return [...cases, { title: `${title}: a promise of it)`, subject, given: promise, args: withValue(promise) }];
}

function takesEverything({ takes }: Form): boolean {
  return takes.length >= KINDS.length;
}

function wrongOptions(form: Form, { title }: Subject, withValue: WithValue): readonly Case[] {
  const options = Object.entries(form.options ?? {});
  const base = form.valid() as object;
  const given = (option: Readonly<Record<string, unknown>>) => withValue({ ...base, ...option });
  const wrong = options.flatMap(([name, inner]) =>
    wrongValues(inner, { title: `${title}.${name}`, subject: name }, (value) => given({ [name]: value })),
  );
  const misspelt = options.map(([name]): Case => {
    const word = `${name}x`;
    return { title: `${title}.${word})`, subject: word, given: undefined, args: given({ [word]: 1 }) };
  });
  return [...wrong, ...misspelt];
}

/** What is wrong with how the call ended; undefined when it was refused as it should be. */
export function faultOf(error: unknown, { subject, given }: Case, entry: Entry): string | undefined {
  if (!(error instanceof HooklineError)) return `threw ${describeValue(error)} ${messageOf(error)}`;
  if (error.code === 'HOOKLINE_INVARIANT') return `a defect: ${error.message}`;
  const { message } = error;
  if (WHOLE_SENTENCES.some((sentence) => sentence.test(message))) return undefined;
  const place = entry.place ?? new RegExp(entry.name.replace(/^(new |@)/, '').replace(/[()]/g, '\\$&'));
  if (!place.test(message)) return `does not name the place ${String(place)}: ${message}`;
  if (subject !== '' && !namesOf(subject).some((name) => message.includes(name)))
    return `does not name '${subject}': ${message}`;
  if (subject !== '' && !tellsGiven(message, given)) return `does not tell ${describeValue(given)}: ${message}`;
  if (!/Give |Write |Leave |Did you mean|There are: |Await |Add |use it as it is/.test(message))
    return `has no remedy: ${message}`;
  if (startsInside(error.stack)) return `has an inside stack: ${error.stack ?? ''}`;
  if (message.length > 600) return `is ${message.length} characters long: ${message}`;
  return undefined;
}

/** Sentences of another form: they tell what was given as the thing that is not there, or as a list of problems. */
const WHOLE_SENTENCES: readonly RegExp[] = [
  /^@\w+ on .* stands without parentheses\. Write @\w+\(\)\.$/,
  /^'[^\n]*', given to \w+\(\), is (no|an?) [^\n]*\. [^\n]+\.$/,
  /^The definitions (have no job|do not have class) [^\n]*\. [^\n]+[.?]$/,
  /^Class \w+ of the definitions has no job method '[^\n]*'\. [^\n]+[.?]$/,
  /^(Run|Step) '[^\n]*' has no (step|value of output) '[^\n]*[.?]$/,
  /^Error in (resource )?config for (job )?\w+: 1 error\n {2}\S+ .*(allowed: |nothing can be set here|expected |give plain values)/,
  /^The map over op 'each' is (async|a generator)\. It only wires ops, at once: do the work in an op\.$/,
  /^opSelection of job 'nightly': .* Give 'name' for a step/,
  /does not declare the resource '[^\n]*'\. It declares none\. Add it to requiredResourceKeys of the hook\.$/,
];

/** What a place in a list is called. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = { hooks: ['Hook 1 of '], input: ['Input 1 of '] };

function namesOf(subject: string): readonly string[] {
  return [
    `'${subject}'`,
    `'${subject}[`,
    `'${subject}.`,
    `.${subject}'`,
    `The ${subject} of `,
    ...(OTHER_NAMES[subject] ?? []),
  ];
}

/** `missing` stands for undefined; a list or an object may be told by the part that is wrong. */
function tellsGiven(message: string, given: unknown): boolean {
  if (given === undefined) return /undefined|missing|does not exist|has no field/.test(message);
  if (/has no field '/.test(message)) return true;
  return message.includes(describeValue(given)) || (typeof given === 'object' && / is /.test(message));
}

/** The first line of the stack is one of ours. */
function startsInside(stack = ''): boolean {
  const first = stack.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return /packages\/\w+\/src\//.test(first);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : '';
}
