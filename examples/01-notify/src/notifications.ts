import { Graph, Job, Op, type Wired } from 'hookline';
import { FailureReport } from './failure-report';
import { SlackHooks } from './slack-hooks';
import { slackResource } from './slack-resource';

const resources = { slack: slackResource };

// #region jobs
export class Notifications {
  // #region one-job
  @Op() a(): number {
    return 1;
  }

  @Op() b(n: number): void {
    if (n > 0) throw new Error('b does not like positive numbers');
  }

  /** The hooks are applied to every op of the job. */
  @Job({ resources, hooks: [SlackHooks.slackMessageOnFailure, FailureReport.printStackTrace] })
  notifAll(this: Wired<Notifications>) {
    this.b(this.a());
  }
  // #endregion

  /** Only `a` triggers hooks. The second parameter of Wired tells the compiler what the body is given. */
  @Job({ resources })
  selectiveNotif(this: Wired<Notifications, typeof resources>) {
    this.b(this.a.withHooks(SlackHooks.slackMessageOnFailure, SlackHooks.slackMessageOnSuccess)());
  }

  /** What both environments do; src/environments.ts makes a job of it for each. */
  @Graph()
  checked(this: Wired<Notifications>) {
    this.b(this.a());
  }
}
// #endregion
