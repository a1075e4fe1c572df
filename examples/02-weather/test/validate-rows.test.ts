import type { CsvRow } from '../src/parse-csv';
import { plausible, validateRows } from '../src/validate-rows';

const LIMITS = plausible.parse({});

function row(line: number, fields: Readonly<Record<string, string>>): CsvRow {
  const day = {
    date: '2014-08-11',
    precipitation: '0.5',
    temp_max: '35.6',
    temp_min: '17.8',
    wind: '2.6',
    weather: 'rain',
  };
  return { line, fields: { ...day, ...fields } };
}

function reasonsFor(fields: Readonly<Record<string, string>>): readonly string[] | undefined {
  return validateRows([row(2, fields)], LIMITS).rejected[0]?.reasons;
}

describe('validateRows', () => {
  it('makes a day of a good row', () => {
    expect(validateRows([row(2, {})], LIMITS)).toEqual({
      valid: [{ date: '2014-08-11', precipitation: 0.5, maxTemperature: 35.6, minTemperature: 17.8, weather: 'rain' }],
      rejected: [],
    });
  });

  it.each([
    ['an empty number', { temp_max: '' }, ['temp_max: not a number']],
    ['a number with a unit', { precipitation: '3mm' }, ['precipitation: not a number']],
    ['negative rain', { precipitation: '-0.1' }, ['precipitation: negative']],
    ['a day that does not exist', { date: '2014-02-30' }, ['date: not a date (YYYY-MM-DD)']],
    ['minimum above maximum', { temp_min: '36.0' }, ['temp_min: 36 °C is above temp_max']],
    ['implausible cold', { temp_min: '-25.1' }, ['temp_min: -25.1 °C is below the limit of -25 °C']],
    ['implausible heat', { temp_max: '45.1' }, ['temp_max: 45.1 °C is above the limit of 45 °C']],
  ])('rejects %s', (_, fields: Readonly<Record<string, string>>, reasons) => {
    expect(reasonsFor(fields)).toEqual(reasons);
  });

  it('gives all reasons, and names the kinds of weather that there are', () => {
    expect(reasonsFor({ date: 'today', weather: 'frogs' })).toEqual([
      'date: not a date (YYYY-MM-DD)',
      expect.stringMatching(/^weather: .*drizzle.*fog/),
    ]);
  });

  it('rejects a row that lacks a field', () => {
    const { rejected } = validateRows([{ line: 7, fields: { date: '2014-08-11' } }], LIMITS);
    expect(rejected[0]).toMatchObject({ line: 7, fields: { date: '2014-08-11' } });
    expect(rejected[0]?.reasons).toHaveLength(4);
  });

  it('takes values at the limits', () => {
    expect(validateRows([row(2, { temp_max: '45', temp_min: '-25' })], LIMITS).rejected).toEqual([]);
  });

  it('takes a day once, and the second row for it is rejected', () => {
    const { valid, rejected } = validateRows([row(2, {}), row(3, {})], LIMITS);
    expect(valid).toHaveLength(1);
    expect(rejected).toEqual([expect.objectContaining({ line: 3, reasons: ['date: 2014-08-11 is there twice'] })]);
  });
});
