import { join } from 'node:path';

/** Where hookline.config.ts says that runs are stored, and under which name: for programs that are no `npx hookline`. */
export const LOCATION = '02-weather';
export const STORAGE = process.env['WEATHER_STORAGE'] ?? `sqlite:${join(__dirname, '..', '.hookline', 'hookline.db')}`;
