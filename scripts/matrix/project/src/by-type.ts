import { strict as assert } from 'node:assert';
import { defineJob, executeInProcess, injectable, Job, Op, type Wired } from 'hookline';

/** Injected by its type alone: what a compiler with `emitDecoratorMetadata` makes possible. */
@injectable()
export class Rates {
  readonly vat = 0.5;
}

@injectable()
export class Priced {
  constructor(private readonly rates: Rates) {}

  @Op() price(): number {
    return 10 * (1 + this.rates.vat);
  }

  @Job() prices(this: Wired<Priced>) {
    this.price();
  }
}

executeInProcess(defineJob(Priced, 'prices')).then(
  (result) => {
    assert.equal(result.outputFor('price'), 15);
    console.log('injected by type');
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
