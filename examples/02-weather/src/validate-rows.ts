import { z } from 'zod';
import { type DailyWeather, dailyWeather } from './daily-weather';
import type { CsvRow } from './parse-csv';

/** What is plausible, both ends included; part of the run config of the op `validate`. */
export const plausible = z.object({
  temperature: z.object({ min: z.number().default(-25), max: z.number().default(45) }).prefault({}),
});
export type Plausible = z.output<typeof plausible>;

/** A row that is no day of weather, with the reasons. */
export interface RejectedRow extends CsvRow {
  readonly reasons: readonly string[];
}

/** Divides rows into days of weather and rows that are none, each in the order of the file. */
export function validateRows(rows: readonly CsvRow[], limits: Plausible) {
  const valid: DailyWeather[] = [];
  const rejected: RejectedRow[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const { data, error } = dailyWeather.safeParse(row.fields);
    const reasons = data ? implausible(data, limits) : error.issues.map(reasonOf);
    if (data && seen.has(data.date)) reasons.push(`date: ${data.date} is there twice`);
    if (data && reasons.length === 0) {
      seen.add(data.date);
      valid.push(data);
    } else rejected.push({ ...row, reasons });
  }
  return { valid, rejected };
}

function reasonOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.')}: ${message}`;
}

function implausible({ minTemperature, maxTemperature }: DailyWeather, { temperature }: Plausible): string[] {
  const reasons: string[] = [];
  if (minTemperature > maxTemperature) reasons.push(`temp_min: ${minTemperature} °C is above temp_max`);
  if (minTemperature < temperature.min) {
    reasons.push(`temp_min: ${minTemperature} °C is below the limit of ${temperature.min} °C`);
  }
  if (maxTemperature > temperature.max) {
    reasons.push(`temp_max: ${maxTemperature} °C is above the limit of ${temperature.max} °C`);
  }
  return reasons;
}
