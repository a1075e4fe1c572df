import type { DailyWeather } from '../src/daily-weather';
import { groupByYear, yearStatistics } from '../src/year-statistics';

/** Every day of a year, all alike but for what `change` says. */
function daysOf(year: number, change: (date: string) => Partial<DailyWeather> = () => ({})): DailyWeather[] {
  const days: DailyWeather[] = [];
  for (let day = new Date(Date.UTC(year, 0, 1)); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    const date = day.toISOString().slice(0, 10);
    days.push({ date, precipitation: 0, maxTemperature: 20, minTemperature: 10, weather: 'sun', ...change(date) });
  }
  return days;
}

describe('groupByYear', () => {
  it('keeps the order of the days and of the years', () => {
    const [first, second, ...more] = groupByYear([...daysOf(2013), ...daysOf(2012)]);
    expect([first?.year, second?.year, more.length]).toEqual([2013, 2012, 0]);
    expect(second?.days.at(-1)?.date).toBe('2012-12-31');
  });

  it('gives nothing for no days', () => {
    expect(groupByYear([])).toEqual([]);
  });
});

describe('yearStatistics', () => {
  it('computes means, extremes and totals', () => {
    const days = daysOf(2013, (date) => {
      if (date === '2013-07-01') return { maxTemperature: 34, precipitation: 0.9 };
      if (date === '2013-12-07') return { minTemperature: -7, precipitation: 43.5 };
      return date.startsWith('2013-02') ? { maxTemperature: 6, precipitation: 1 } : {};
    });
    const statistics = yearStatistics({ year: 2013, days }, 0);
    expect(statistics).toMatchObject({
      year: 2013,
      missingDays: 0,
      hottest: { date: '2013-07-01', value: 34 },
      coldest: { date: '2013-12-07', value: -7 },
      wettest: { date: '2013-12-07', value: 43.5 },
      wetDays: 29,
    });
    expect(statistics.precipitation).toBeCloseTo(28 + 43.5 + 0.9);
    expect(statistics.meanTemperature).toBeCloseTo((336 * 15 + 28 * 8 + 22 - 15 + (20 - 7) / 2) / 365);
    expect(statistics.months).toHaveLength(12);
    expect(statistics.months[1]).toEqual({ month: 2, meanMaxTemperature: 6, precipitation: 28 });
  });

  it('knows leap years', () => {
    expect(yearStatistics({ year: 2012, days: daysOf(2012) }, 0).missingDays).toBe(0);
    expect(yearStatistics({ year: 2012, days: daysOf(2012).slice(1) }, 1).missingDays).toBe(1);
  });

  it('refuses a year with too many gaps', () => {
    const days = daysOf(2015).slice(0, 359);
    expect(() => yearStatistics({ year: 2015, days }, 5)).toThrow(
      '2015 lacks 6 of its 365 days; no more than 5 may be missing',
    );
    expect(yearStatistics({ year: 2015, days }, 6).missingDays).toBe(6);
  });

  it('leaves out months without a day', () => {
    const days = daysOf(2015).slice(31);
    expect(yearStatistics({ year: 2015, days }, 31).months.map(({ month }) => month)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });
});
