import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../src/parse-csv';

const HEADER = 'date,precipitation,temp_max,temp_min,wind,weather';

describe('parseCsv', () => {
  it('reads every day of the real file', () => {
    const rows = parseCsv(readFileSync(join(__dirname, '../data/seattle-weather.csv'), 'utf8'));
    expect(rows).toHaveLength(1461);
    expect(rows[0]).toEqual({
      line: 2,
      fields: {
        date: '2012-01-01',
        precipitation: '0.0',
        temp_max: '12.8',
        temp_min: '5.0',
        wind: '4.7',
        weather: 'drizzle',
      },
    });
    expect(rows.at(-1)?.line).toBe(1462);
  });

  it('understands a byte order mark, quotes, CRLF, spaces and empty lines', () => {
    const [row, ...more] = parseCsv(`\uFEFF${HEADER}\r\n\r\n"2012-01-01", 0.0 ,12.8,5.0,4.7,"sun"\r\n`);
    expect(row?.fields).toMatchObject({ date: '2012-01-01', precipitation: '0.0', weather: 'sun' });
    expect(row?.line).toBe(3);
    expect(more).toEqual([]);
  });

  it('leaves rows of a wrong length to the validation', () => {
    const [short, long] = parseCsv(`${HEADER}\n2012-01-01,0.0\n2012-01-02,0,1,2,3,sun,extra\n`);
    expect(short?.fields).toEqual({ date: '2012-01-01', precipitation: '0.0' });
    expect(long?.fields).toMatchObject({ date: '2012-01-02', weather: 'sun' });
  });

  it('names the columns that the file lacks', () => {
    expect(() => parseCsv('date,rain\n2012-01-01,3\n')).toThrow(
      'The file lacks the columns precipitation, temp_max, temp_min, weather; its header is: date, rain',
    );
  });

  it('finds no rows in a file that has only a header', () => {
    expect(parseCsv(`${HEADER}\n`)).toEqual([]);
  });
});
