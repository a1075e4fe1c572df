import { defineJob, definitions, Job, type Wired } from 'hookline';
import { Hooks } from './hooks';
import { Ops } from './ops';

class FiveOps extends Ops {
  @Job({ hooks: [Hooks.counted] }) five(this: Wired<Ops>): void {
    let item = this.first();
    for (let at = 1; at < 5; at += 1) item = this.next(item);
  }
}

/** A chain of five ops with a success hook, as a job. */
export const fiveOps = defineJob(FiveOps, 'five');

/** What the command line loads. */
export default definitions({ jobs: [fiveOps] });
