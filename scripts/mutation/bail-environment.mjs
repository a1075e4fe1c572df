/** jest's Node environment, in which nothing more runs after a test that failed: one is enough to have noticed a change. */
import { TestEnvironment } from 'jest-environment-node';

export default class BailEnvironment extends TestEnvironment {
  failed = false;

  async handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure' || name === 'hook_failure') this.failed = true;
    if (name === 'test_start' && this.failed) test.mode = 'skip';
  }
}
