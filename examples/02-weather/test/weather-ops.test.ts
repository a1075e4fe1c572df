import { join } from 'node:path';
import { buildOpContext } from 'hookline/testing';
import type { CsvRow } from '../src/parse-csv';
import type { RejectedRow } from '../src/validate-rows';
import { Weather } from '../src/weather';

const DATA = join(__dirname, '../data/seattle-weather.csv');
const REJECTED: RejectedRow = { line: 2, fields: { date: 'today' }, reasons: ['date: not a date'] };

describe('ops of Weather, called as plain methods', () => {
  const weather = new Weather();
  it('load reads a file and counts its rows', async () => {
    const addOutputMetadata = jest.fn();
    expect(await weather.load(DATA, buildOpContext({ addOutputMetadata }))).toHaveLength(1461);
    expect(addOutputMetadata).toHaveBeenCalledWith({ rows: 1461 });
  });

  it('load says which file is not there', async () => {
    await expect(weather.load('nowhere.csv', buildOpContext())).rejects.toThrow(/no such file.*nowhere\.csv/);
  });

  it('validate counts what it finds', () => {
    const rows: CsvRow[] = [REJECTED];
    const addOutputMetadata = jest.fn();
    weather.validate(rows, buildOpContext({ opConfig: { temperature: { min: -25, max: 45 } }, addOutputMetadata }));
    expect(addOutputMetadata).toHaveBeenCalledWith({ valid: 0, rejected: 1 });
  });

  it('reportRejected writes the rows down and warns', async () => {
    const write = jest.fn().mockResolvedValue('rejected.json');
    const log = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
    await weather.reportRejected([REJECTED], buildOpContext({ resources: { reports: { write } }, log }));
    expect(write).toHaveBeenCalledWith('rejected.json', `${JSON.stringify([REJECTED], null, 2)}\n`);
    expect(log.warn).toHaveBeenCalledWith('1 rows rejected: see rejected.json');
  });

  it('statistics holds a year to the limit of its config', async () => {
    const opConfig = { maxMissingDays: 5 };
    await expect(weather.statistics({ year: 2015, days: [] }, buildOpContext({ opConfig }))).rejects.toThrow(
      '2015 lacks 365 of its 365 days; no more than 5 may be missing',
    );
  });

  it('writeReport refuses to report nothing', async () => {
    const opConfig = { title: 'Weather', unit: 'celsius' } as const;
    await expect(weather.writeReport([], [], buildOpContext({ opConfig, runId: 'r1' }))).rejects.toThrow(
      'no row of the file is valid',
    );
  });
});
