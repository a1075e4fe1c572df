import { Stage } from './world/stage';
it('one', async () => {
  await using stage = await Stage.open();
  await using scene = stage.newScene();
  const [point, nth] = (process.env['AT'] as string).split('#');
  const [job, mode] = (process.env['KIND'] ?? 'fails fail').split(' ') as ['fails', 'fail'];
  const fault = { point: point as string, nth: Number(nth), action: 'kill' as const };
  const e = await stage.execute(scene.order({ job, mode }, { fine: true, fault })).ended;
  await stage.receiver.drained(e.pid);
  console.log(e.signal, e.output);
  console.log(await stage.recover(scene, { mode: mode as string === 'queue' ? 'daemon' : 'pass', patience: 5000 }));
  const run = await scene.read();
  const text: string[] = [];
  for (const each of run!.events) text.push(`${each.seq} ${each.epoch} ${each.type} ${each.stepKey} ${each.attempt}`);
  for (const [id, a] of run!.attempts) for (const x of a) text.push(`${id} ${x.n} ${x.result} ${x.error?.slice(0, 900)}`);
  console.log(text.join('\n'));
});
