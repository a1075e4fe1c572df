import { z } from 'zod';

/** A number as a CSV field holds it: `z.coerce` would take an empty field for 0. */
const numberText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'not a number')
  .transform(Number);

/** A row of the file → a day of weather. Columns that the report does not use are left out. */
export const dailyWeather = z
  .object({
    date: z.iso.date('not a date (YYYY-MM-DD)'),
    precipitation: numberText.refine((mm) => mm >= 0, 'negative'),
    temp_max: numberText,
    temp_min: numberText,
    weather: z.enum(['drizzle', 'rain', 'snow', 'sun', 'fog']),
  })
  .transform((row) => ({
    /** `YYYY-MM-DD`. */
    date: row.date,
    /** mm. */
    precipitation: row.precipitation,
    /** °C. */
    maxTemperature: row.temp_max,
    /** °C. */
    minTemperature: row.temp_min,
    weather: row.weather,
  }));

/** One day of weather. */
export type DailyWeather = z.output<typeof dailyWeather>;

/** Columns that a file must have. */
export const REQUIRED_COLUMNS: readonly string[] = Object.keys(dailyWeather.in.shape);
