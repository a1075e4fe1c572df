/** All tests of a part as one file, so that jest loads the sources once for each change. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { part } from './part';

const [folder, names] = part.tests;
const path = join(__dirname, '../..', folder);
for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' }))
  if (new RegExp(names).test(file)) jest.requireActual(join(path, file));
