import { createHash } from 'node:crypto';
import { encodeForDisplay, type PlanInput, type PlanSnapshot, type PlanStep, snapshotText } from '@hookline/core/spi';
import { redactTags } from './redact-tags';

/** A plan as it is stored: once per content. */
export interface PlanText {
  readonly text: string;
  readonly hash: string;
}

type Redact = (text: string) => string;

/** The plan of one definition is made once, so its text is, too. */
const known = new WeakMap<PlanSnapshot, PlanText>();

/**
 * The text of a plan, without secrets that its constants, tags and descriptions may hold. Names stay: by them steps and
 * hooks are found, whatever a secret says.
 */
export function planText(snapshot: PlanSnapshot, redact: Redact): PlanText {
  const whole = known.get(snapshot) ?? hashed(snapshotText(snapshot));
  known.set(snapshot, whole);
  if (redact(whole.text) === whole.text) return whole;
  return hashed(snapshotText({ ...snapshot, steps: snapshot.steps.map((step) => withoutSecrets(step, redact)) }));
}

function withoutSecrets(step: PlanStep, redact: Redact): PlanStep {
  const { description, tags, inputs } = step;
  return {
    ...step,
    ...(description !== undefined && { description: redact(description) }),
    tags: redactTags(tags, redact),
    inputs: inputs.map((input) => masked(input, redact)),
  };
}

function masked(input: PlanInput, redact: Redact): PlanInput {
  if (input.kind === 'list') return { ...input, items: input.items.map((item) => masked(item, redact)) };
  if (input.kind !== 'constant' || input.value === undefined) return input;
  return { kind: 'constant', value: JSON.parse(encodeForDisplay(input.value, redact).text) as typeof input.value };
}

function hashed(text: string): PlanText {
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}
