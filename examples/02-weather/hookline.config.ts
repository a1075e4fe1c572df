import { defineConfig } from 'hookline';

/** What `npx hookline` finds in this folder. */
export default defineConfig({
  name: '02-weather',
  definitions: './src/definitions.ts',
  // A file beside this one, unless the environment names another store: a Postgres that machines share, by its URL.
  storage: process.env['WEATHER_STORAGE'] ?? 'sqlite:.hookline/hookline.db',
});
