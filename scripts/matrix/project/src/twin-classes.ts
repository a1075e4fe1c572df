import { strict as assert } from 'node:assert';
import { definitions, executeInProcess, Job, Op, type Wired } from 'hookline';

/** Classes that have one name at run time, as those of two minified files may: nothing is known by the name of a class. */
function first() {
  class Twin {
    @Op() load(): string {
      return 'of the first';
    }

    @Job() hourly(this: Wired<Twin>) {
      this.load();
    }
  }
  return Twin;
}

function second() {
  class Twin {
    @Op() load(): string {
      return 'of the second';
    }

    @Job() daily(this: Wired<Twin>) {
      this.load();
    }
  }
  return Twin;
}

export async function runTwins(): Promise<void> {
  const defs = definitions({ jobs: [first(), second()] });
  assert.equal((await executeInProcess(defs.job('hourly'))).outputFor('load'), 'of the first');
  assert.equal((await executeInProcess(defs.job('daily'))).outputFor('load'), 'of the second');
}
