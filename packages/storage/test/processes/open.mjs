/** Opens a store and writes into it; tells the code of what goes wrong: `node open.mjs <url>`. */
import { openStore } from '@hookline/storage';

try {
  const store = await openStore(process.argv[2]);
  await store.commit({ processId: 'p1', runs: [], outcomes: [], hookLog: [] });
  await store.close();
  console.log('opened');
} catch (error) {
  console.log(error.code);
}
