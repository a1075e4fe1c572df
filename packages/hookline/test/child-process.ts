import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a program ended. */
export interface Exit {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to stdout, line by line. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

const DOOR = JSON.stringify(join(__dirname, '../dist/index.js'));

/** Defines `op(body)`, decorated as TypeScript would, and the hooks and resources of the programs. */
const HEAD = `
const h = require(${DOOR});
const say = (text) => require('node:fs').writeSync(1, text + '\\n');
const never = () => new Promise(() => setTimeout(() => undefined, 60_000));
const kill = (signal) => { process.kill(process.pid, signal); return new Promise((resolve) => setTimeout(resolve, 20)); };
const resources = {};
const hooks = [
  h.cancelHook({ name: 'cancelled' }, ({ stepKey }) => say('cancelled ' + stepKey)),
  h.failureHook({ name: 'failed' }, ({ opException }) => say('failed ' + opException.message)),
  h.runCancelHook({ name: 'runCancelled' }, ({ error }) => say('run cancelled ' + error.message)),
  h.runSuccessHook({ name: 'runSucceeded' }, () => say('run succeeded')),
];
const run = async (body, options = {}) => {
  class Ops { work(context) { return body(context); } job() { this.work(); } }
  const decorate = (name, decorator) => decorator(Ops.prototype, name, Object.getOwnPropertyDescriptor(Ops.prototype, name));
  decorate('work', h.Op({ requiredResourceKeys: Object.keys(resources) }));
  decorate('job', h.Job({ resources, hooks }));
  const result = await h.executeInProcess(h.defineJob(Ops, 'job'), { raiseOnError: false, ...options });
  say('ended ' + result.status);
};
`;

/** Runs a program of plain JavaScript in a process of its own. */
export function runProgram(program: string): Promise<Exit> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', HEAD + program], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, lines: stdout.trim().split('\n'), stderr }));
  });
}
