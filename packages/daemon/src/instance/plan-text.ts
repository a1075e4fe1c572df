import { createHash } from 'node:crypto';
import { type PlanSnapshot, snapshotText } from '@hookline/core/spi';

/** A plan as it is stored: once per content. */
export interface PlanText {
  readonly text: string;
  readonly hash: string;
}

/** The plan of one definition is made once, so its text is, too. */
const known = new WeakMap<PlanSnapshot, PlanText>();

/** The text of a plan, without secrets that its constants may hold. */
export function planText(snapshot: PlanSnapshot, redact: (text: string) => string): PlanText {
  const whole = known.get(snapshot) ?? hashed(snapshotText(snapshot));
  known.set(snapshot, whole);
  const redacted = redact(whole.text);
  return redacted === whole.text ? whole : hashed(redacted);
}

function hashed(text: string): PlanText {
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}
