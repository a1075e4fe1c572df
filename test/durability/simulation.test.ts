import { jobOf } from './simulation/random-jobs';
import { simulate } from './simulation/simulate';
import { isLong, say, seed } from './world/settings';

/** Seeds from here on; `HOOKLINE_SEED=<seed> HOOKLINE_SIMULATIONS=1` replays one that failed. */
const count = Number(process.env['HOOKLINE_SIMULATIONS'] ?? (isLong ? 20_000 : 250));

/** Failures that are told of. */
const MANY = 5;

describe(`three simulated processes that die, stop and meet a bad store (seeds from ${seed})`, () => {
  it('lose nothing of random jobs', async () => {
    const failures: string[] = [];
    const total = { deliveries: 0, calls: 0, takeovers: 0 };
    for (let each = seed; each < seed + count; each += 1) {
      const { broken, deliveries, calls, takeovers } = await simulate(jobOf(each), each);
      total.deliveries += deliveries;
      total.calls += calls;
      total.takeovers += takeovers;
      if (broken.length === 0) continue;
      failures.push(`HOOKLINE_SEED=${each}: ${broken.slice(0, 6).join('; ')}`);
      say(`simulation ${each - seed + 1} fails: ${failures.at(-1)}`);
      if (failures.length >= MANY) break;
    }
    const { deliveries, calls, takeovers } = total;
    say(
      `simulation: ${count} runs from seed ${seed}, ${takeovers} takeovers, ${deliveries} deliveries owed, ${calls} calls`,
    );
    expect(failures).toEqual([]);
  });

  it('replay exactly', async () => {
    expect(await simulate(jobOf(seed), seed)).toEqual(await simulate(jobOf(seed), seed));
  });
});
