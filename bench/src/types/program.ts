/** TypeScript whose check is measured. */
export interface Program {
  /** `class of 200 ops` */
  readonly title: string;
  readonly text: string;
}

const HEAD = `import { defineResource, Job, Op, type OpContext, type Wired } from 'hookline';
import { z } from 'zod';

interface Row { readonly id: string; readonly amount: number }
interface Summary { readonly rows: number; readonly total: number }
interface Db { query(text: string): Promise<Row[]> }

const config = z.object({ table: z.string(), limit: z.number() });
type Config = z.infer<typeof config>;
const resources = { db: defineResource({ create: (): Db => ({ query: () => Promise.resolve([]) }) }) };
`;

const op = (at: number) => `
  @Op({ requiredResourceKeys: ['db'], config })
  async summarize${at}(rows: Row[], context: OpContext<{ db: Db }, Config>): Promise<Summary> {
    const more = await context.resources.db.query(context.opConfig.table);
    return { rows: rows.length + more.length, total: context.opConfig.limit };
  }
`;

/** A class of so many ops of one kind, and a job that invokes them in turn so many times. */
export function program(ops: number, invocations: number): Program {
  const declared = Array.from({ length: ops }, (_, at) => op(at)).join('');
  const invoked = Array.from({ length: invocations }, (_, at) => `    this.summarize${at % ops}(rows);\n`).join('');
  const text = `${HEAD}
export class Etl {
  @Op() extract(): Row[] {
    return [];
  }
${declared}
  @Job({ resources })
  nightly(this: Wired<Etl, typeof resources>): void {
    const rows = this.extract();
${invoked}  }
}
`;
  return { title: `${ops} ops, ${invocations.toLocaleString('en')} invocations`, text };
}
