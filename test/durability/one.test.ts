import { Stage } from './world/stage';
it('one', async () => {
  await using stage = await Stage.open();
  await using scene = stage.newScene();
  const e = await stage.execute(scene.order({ job: 'fails', mode: 'fail' }, { fine: true, fault: undefined })).ended;
  await stage.receiver.drained(e.pid);
  const run = await scene.read();
  for (const [id, a] of run!.attempts) for (const x of a) console.log(id, x.n, x.result, x.error?.slice(0, 1500));
});
