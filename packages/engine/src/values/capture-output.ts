import { createHash } from 'node:crypto';
import { encodeForDisplay, encodeValue, type StoredOutput } from '@hookline/core/spi';
import type { Captured, OutputAddress } from './captured';
import type { ValueStore } from './value-store';

/** Up to here a value is kept in its event, bytes (D29). */
const MOST_INLINE = 64 * 1024;

/** Up to here the default manager keeps a value beside the database, bytes; beyond, it is kept in memory alone. */
const MOST_BESIDE = 8 * 1024 * 1024;

/** What is shown of a value that is not kept, characters. */
const PREVIEW = 200;

/** Whose value it is, and where values of this run go. */
export interface CaptureSpec {
  readonly values: ValueStore;
  readonly redact: (text: string) => string;
  /** Kept as a file whatever its size: the manager `filesystem`. */
  readonly always: boolean;
  /** Never used twice: run, epoch, step, output and attempt. */
  readonly address: string;
}

/**
 * Encodes a value as it is now, and puts it where it belongs: into its event, or beside the database before the event is
 * committed (D6). A value that cannot be read back, or that holds a secret, is not stored (D12, D30).
 */
export function captureOutput(value: unknown, spec: CaptureSpec): Captured | Promise<Captured> {
  const { text, restorable, reason } = encodeValue(value);
  if (hasSecret(text, value, spec)) return lost('it contains a secret', encodeForDisplay(value, spec.redact).text);
  if (!restorable) return lost(reason ?? 'it cannot be read back', text);
  if (text.length <= MOST_INLINE / 3 || Buffer.byteLength(text) <= MOST_INLINE) {
    if (!spec.always) return { stored: { kind: 'inline', text }, text };
  }
  const bytes = Buffer.from(text);
  if (bytes.length > MOST_BESIDE && !spec.always) {
    const reason = `it takes ${bytes.length} bytes, more than ${MOST_BESIDE}: give the op an ioManagerKey`;
    return lost(reason, text);
  }
  return putBeside(bytes, spec);
}

/** Among bytes, which are kept in base64, a secret is looked for before they are encoded. */
function hasSecret(text: string, value: unknown, { redact }: CaptureSpec): boolean {
  if (redact(text) !== text) return true;
  return BYTES.test(text) && encodeForDisplay(value, redact).text !== text;
}

/** Tags of bytes. */
const BYTES = /"\$":"(?:Buffer|ArrayBuffer|DataView|\w+Array)"/;

async function putBeside(bytes: Buffer, { values, address }: CaptureSpec): Promise<Captured> {
  await values.put(address, bytes);
  return { stored: { kind: 'blob', address, bytes: bytes.length }, text: undefined };
}

function lost(reason: string, text: string): Captured {
  const stored: StoredOutput = { kind: 'lost', reason, preview: text.slice(0, PREVIEW) };
  return { stored, text: undefined };
}

/** An address that no other attempt of any holder uses. */
export function addressOf({ stepKey, output }: OutputAddress, { runId, epoch, attempt }: AttemptAddress): string {
  const name = createHash('sha256').update(`${stepKey}/${output}`).digest('hex').slice(0, 32);
  return `${runId}/${epoch}-${attempt}-${name}`;
}

/** Which attempt of which holder. */
export interface AttemptAddress {
  readonly runId: string;
  readonly epoch: number;
  readonly attempt: number;
}
