import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = `
require('reflect-metadata');
const { register } = require(${JSON.stringify(require.resolve('ts-node'))});
register({ transpileOnly: true, skipProject: true, compilerOptions: { target: 'es2022', module: 'commonjs', moduleResolution: 'bundler', experimentalDecorators: true, useDefineForClassFields: false } });
require('./job.ts');
`;

const JOB = `
import { defineJob, executeInProcess, FailureHook, Job, Op, RunFailureHook } from ${JSON.stringify(join(__dirname, '../dist/index.js'))};
class Hooks {
  @FailureHook() static told({ stepKey, failureKind }: any) { console.log('hook', stepKey, failureKind); }
  @RunFailureHook() static run({ error }: any) { console.log('run', error.code); }
}
class Ops {
  @Op() stuck(): Promise<number> { return new Promise(() => undefined); }
  @Job({ hooks: [Hooks.told, Hooks.run] }) job(this: any) { this.stuck(); }
}
executeInProcess(defineJob(Ops, 'job' as never), { raiseOnError: true }).catch((error: Error) => {
  console.log(error.message);
  process.exitCode = 3;
});
`;

/** A process of its own, because only there nothing is left to do. */
async function run(folder: string): Promise<{ code: number | null; output: string }> {
  await writeFile(join(folder, 'main.js'), PROGRAM);
  await writeFile(join(folder, 'job.ts'), JOB);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_PATH: join(__dirname, '../../../node_modules') };
    const child = spawn(process.execPath, ['main.js'], { cwd: folder, env });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

describe('an op whose promise nothing can settle', () => {
  it('fails with a sentence and fires its hooks, where the process would end without a word', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hookline-'));
    try {
      const { code, output } = await run(folder);
      expect(output.split('\n')).toEqual([
        'hook stuck framework',
        'run HOOKLINE_STALLED',
        expect.stringContaining(
          "Step 'stuck' can never end: the process has nothing left that could settle its promise.",
        ),
        '',
      ]);
      expect(code).toBe(3);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
