import type { OpenInstance } from '@hookline/daemon';
import { openInstance } from 'hookline';

/** Opens a file for the bench, with what only commands use otherwise. */
export async function openFile(path: string): Promise<OpenInstance> {
  const instance: unknown = await openInstance(`sqlite:${path}`, { name: 'bench', environment: 'bench' });
  return instance as OpenInstance;
}
