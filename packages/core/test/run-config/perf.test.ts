import { z } from 'zod';
import { buildJob, buildNode, buildOp } from '../plan/build-job';
import { errorOf, loose, resolve } from './resolve';

it('perf', () => {
  const op = buildOp('a', { config: z.object({ n: z.number().default(1), t: z.string().optional() }) });
  const job = buildJob(
    Array.from({ length: 100_000 }, (_, i) => buildNode(`a${i}`, { op: i % 10 === 0 ? op : buildOp('b') })),
  );
  let t = performance.now();
  resolve(job);
  console.log('100k nodes', performance.now() - t);
  t = performance.now();
  resolve(job);
  console.log('again', performance.now() - t);
  t = performance.now();
  errorOf(job, {
    runConfig: loose({ ops: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`zz${i}`, {}])) }),
  });
  console.log('100k unexpected', performance.now() - t);
  const big = buildJob([
    buildNode('x', { op: buildOp('x', { config: z.object({ rows: z.array(z.object({ a: z.number() })) }) }) }),
  ]);
  const rows = Array.from({ length: 200_000 }, (_, i) => ({ a: i }));
  t = performance.now();
  resolve(big, { runConfig: { ops: { x: { config: { rows } } } } });
  console.log('200k rows', performance.now() - t);
  t = performance.now();
  errorOf(big, { runConfig: { ops: { x: { config: { rows: rows.map(() => ({ b: 1 })) } } } } });
  console.log('200k bad rows', performance.now() - t);
  const u = buildJob([
    buildNode('x', {
      op: buildOp('x', {
        config: z.object({ rows: z.array(z.union([z.object({ a: z.string() }), z.object({ c: z.number() })])) }),
      }),
    }),
  ]);
  t = performance.now();
  errorOf(u, { runConfig: { ops: { x: { config: { rows: rows.slice(0, 20000).map(() => ({ c: 'x' })) } } } } });
  console.log('20k bad union rows', performance.now() - t);
  t = performance.now();
  errorOf(u, { runConfig: { ops: { x: { config: { rows: rows.slice(0, 20000).map(() => ({ d: 'x' })) } } } } });
  console.log('20k missing union rows', performance.now() - t);
});
