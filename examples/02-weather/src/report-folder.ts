import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineResource } from 'hookline';
import { z } from 'zod';

/** Where reports go. */
export interface ReportFolder {
  /** Writes a file, in place of one of that name, and gives its path. */
  readonly write: (name: string, text: string) => Promise<string>;
}

// #region resource
/** A folder on disk; it is made when the run starts, so that a run that can't write fails before it works. */
export const reportFolder = defineResource({
  config: z.object({ path: z.string().default(join(__dirname, '../output')) }),
  async create({ config: { path } }): Promise<ReportFolder> {
    await mkdir(path, { recursive: true });
    return {
      async write(name, text) {
        const file = join(path, name);
        await writeFile(file, text);
        return file;
      },
    };
  },
});
// #endregion
