/** Opens a store and writes into it; tells the code of what goes wrong: `node open.mjs <url>`. */
import { openStore } from '@hookline/storage';

// Root may write everything, so somebody else tries; only now, since he need not be able to read these sources.
if (process.getuid?.() === 0) {
  process.setgid(65_534);
  process.setuid(65_534);
}
try {
  const store = await openStore(process.argv[2]);
  await store.close();
  console.log('opened');
} catch (error) {
  console.log(error.code);
}
