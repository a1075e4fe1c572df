import { cpus, totalmem } from 'node:os';

/** What ran the bench: `2026-11-22 · 2 × AMD EPYC, 24 GB · Node v20.20.2, linux x64`. */
export function describeMachine(now: Date): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const hardware = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${memory} GB`;
  return `${now.toISOString().slice(0, 10)} · ${hardware} · Node ${process.version}, ${process.platform} ${process.arch}`;
}
