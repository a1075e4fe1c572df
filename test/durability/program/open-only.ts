/**
 * A process that opens an instance and closes it, and tells its parent what came of it. Root may write everything, so somebody else opens; he
 * comes only when all is loaded, since he need not be able to read these files.
 */
import '@hookline/daemon';
import '@hookline/storage';
import { openInstance } from 'hookline';
import type { OpenReport } from './protocol';

void main(process.argv[2] as string);

async function main(address: string): Promise<void> {
  if (process.getuid?.() === 0) becomeNobody();
  process.send?.(await open(address));
  process.disconnect();
}

function becomeNobody(): void {
  process.setgroups?.([]);
  process.setgid?.(65_534);
  process.setuid?.(65_534);
}

async function open(address: string): Promise<OpenReport> {
  const uid = process.getuid?.();
  try {
    await using instance = await openInstance(address, { name: 'proof', environment: 'test' });
    return { uid, label: instance.label };
  } catch (error) {
    const { code, message } = error as { readonly code?: string } & Error;
    return { uid, code, message };
  }
}
