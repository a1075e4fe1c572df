// The job that the run config of docs/concepts/run-config.md is for.
import { Graph, Job, type JobInputs, Op, type OpContext, type Output, SuccessHook, type Wired } from 'hookline';
import { z } from 'zod';
import { ledgerResource } from './ledger';

class NightlyHooks {
  @SuccessHook({ requiredResourceKeys: ['ledger'] })
  static bookOnSuccess() {
    throw new Error('the run config turns this hook off');
  }
}

// #region schemas
const extractConfig = z.object({ table: z.string(), limit: z.int().max(10_000).default(1_000) });
const loadConfig = z.object({ mode: z.enum(['append', 'replace']) });
const inputs = z.object({ rate: z.number() });
// #endregion

export class Nightly {
  @Op({ config: extractConfig })
  extract({ opConfig }: OpContext<object, z.output<typeof extractConfig>>): number {
    return opConfig.limit;
  }

  @Op({ config: loadConfig })
  load(rows: number, rate: number, { opConfig, log }: OpContext<object, z.output<typeof loadConfig>>): string {
    log.info(`${opConfig.mode} ${rows * rate}`);
    return opConfig.mode;
  }

  @Graph()
  loadSummary(this: Wired<Nightly>, rows: Output<number>, rate: Output<number>) {
    return this.load(rows, rate);
  }

  @Job({ inputs, resources: { ledger: ledgerResource }, hooks: [NightlyHooks.bookOnSuccess] })
  nightly(this: Wired<Nightly>, { rate }: JobInputs<typeof inputs>) {
    this.loadSummary(this.extract(), rate);
  }
}
