import type { DailyWeather } from './daily-weather';

/** The days of one year. */
export interface YearOfDays {
  readonly year: number;
  readonly days: readonly DailyWeather[];
}

/** A day that holds a record. */
export interface Extreme {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** °C or mm. */
  readonly value: number;
}

export interface MonthStatistics {
  /** From 1. */
  readonly month: number;
  /** Mean of the daily maxima, °C. */
  readonly meanMaxTemperature: number;
  /** Total, mm. */
  readonly precipitation: number;
}

/** Temperatures in °C, precipitation in mm. */
export interface YearStatistics {
  readonly year: number;
  readonly missingDays: number;
  /** Mean of the daily means; that of a day is halfway between its minimum and its maximum. */
  readonly meanTemperature: number;
  readonly hottest: Extreme;
  readonly coldest: Extreme;
  readonly wettest: Extreme;
  /** Total of the year. */
  readonly precipitation: number;
  /** Days with at least {@link WET_DAY} mm. */
  readonly wetDays: number;
  /** Only months that have days. */
  readonly months: readonly MonthStatistics[];
}

/** A day is wet from so many mm on, as the WMO counts. */
export const WET_DAY = 1;

/** The days by year, in the order of their first day. */
export function groupByYear(days: readonly DailyWeather[]): YearOfDays[] {
  const years = groupBy(days, ({ date }) => Number(date.slice(0, 4)));
  return [...years].map(([year, ofYear]) => ({ year, days: ofYear }));
}

/** @throws Error when more than `maxMissingDays` days of the year are missing: its figures would mislead */
export function yearStatistics({ year, days }: YearOfDays, maxMissingDays: number): YearStatistics {
  const expected = daysIn(year);
  const missingDays = expected - days.length;
  if (missingDays > maxMissingDays) {
    throw new Error(
      `${year} lacks ${missingDays} of its ${expected} days; no more than ${maxMissingDays} may be missing`,
    );
  }
  return {
    year,
    missingDays,
    meanTemperature: mean(days, (day) => (day.minTemperature + day.maxTemperature) / 2),
    hottest: extreme(days, (day) => day.maxTemperature, Math.max),
    coldest: extreme(days, (day) => day.minTemperature, Math.min),
    wettest: extreme(days, (day) => day.precipitation, Math.max),
    precipitation: sum(days, (day) => day.precipitation),
    wetDays: days.filter((day) => day.precipitation >= WET_DAY).length,
    months: monthsOf(days),
  };
}

function monthsOf(days: readonly DailyWeather[]): MonthStatistics[] {
  const months = groupBy(days, ({ date }) => Number(date.slice(5, 7)));
  return [...months].map(([month, ofMonth]) => ({
    month,
    meanMaxTemperature: mean(ofMonth, (day) => day.maxTemperature),
    precipitation: sum(ofMonth, (day) => day.precipitation),
  }));
}

type Measure = (day: DailyWeather) => number;

function sum(days: readonly DailyWeather[], measure: Measure): number {
  return days.reduce((total, day) => total + measure(day), 0);
}

function mean(days: readonly DailyWeather[], measure: Measure): number {
  return sum(days, measure) / days.length;
}

/** The first of the days that have the extreme value. */
function extreme(days: readonly DailyWeather[], measure: Measure, pick: typeof Math.max): Extreme {
  const value = pick(...days.map(measure));
  const date = days.find((day) => measure(day) === value)?.date ?? '';
  return { date, value };
}

/** `Map.groupBy` of newer versions of Node. */
function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function daysIn(year: number): number {
  return new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29 ? 366 : 365;
}
