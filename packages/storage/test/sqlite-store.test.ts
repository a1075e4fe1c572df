import { openSqliteStore } from '@hookline/storage';
import { describeStore } from '@hookline/testing';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
let count = 0;

describeStore('SQLite', () => openSqliteStore({ path: folder.path(`${++count}.db`), durability: 'relaxed' }));
