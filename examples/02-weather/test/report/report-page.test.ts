import { reportPage } from '../../src/report/report-page';
import type { RejectedRow } from '../../src/validate-rows';
import type { YearStatistics } from '../../src/year-statistics';

function year(of: number, changes: Partial<YearStatistics> = {}): YearStatistics {
  return {
    year: of,
    missingDays: 0,
    meanTemperature: 12,
    hottest: { date: `${of}-08-11`, value: 30 },
    coldest: { date: `${of}-02-06`, value: -6 },
    wettest: { date: `${of}-03-05`, value: 46.7 },
    precipitation: 1000,
    wetDays: 120,
    months: Array.from({ length: 12 }, (_, index) => ({ month: index + 1, meanMaxTemperature: 10, precipitation: 80 })),
    ...changes,
  };
}

const REPORT = {
  title: 'Seattle',
  unit: 'celsius',
  years: [year(2012), year(2013)],
  rejected: [],
  runId: 'run-1',
} as const;

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('reportPage', () => {
  it('draws one line and one group of bars per year, with title and description for screen readers', () => {
    const page = reportPage(REPORT);
    expect(count(page, '<polyline')).toBe(2);
    expect(count(page, 'line"><polyline')).toBe(2);
    expect(count(page, ' bar">')).toBe(2);
    expect(count(page, '<circle')).toBe(24);
    expect(page).toContain('role="img" aria-labelledby="temperature-title temperature-description"');
    expect(page).toContain('<title id="temperature-title">Mean daily high by month</title>');
    expect(page).toContain('<title>Jan 2012: 80 mm</title>');
  });

  it('puts a legend into each chart', () => {
    expect(count(reportPage(REPORT), '>2013</text>')).toBe(2);
  });

  it('leaves gaps where a month has no days', () => {
    const [first, ...months] = year(2012).months;
    expect(first?.month).toBe(1);
    expect(count(reportPage({ ...REPORT, years: [year(2012, { months })] }), '<circle')).toBe(11);
  });

  it('names the records over all years', () => {
    const years = [
      year(2012, { hottest: { date: '2012-08-16', value: 34.4 } }),
      year(2013, { meanTemperature: 12.34 }),
    ];
    const page = reportPage({ ...REPORT, years });
    expect(page).toMatch(/Hottest day<\/dt><dd class="value">34.4 °C<\/dd><dd class="note">August 16, 2012/);
    expect(page).toMatch(/Warmest year<\/dt><dd class="value">2013<\/dd><dd class="note">12.3 °C on average/);
  });

  it('shows the figures of each year, with true minus signs and thousands separators', () => {
    const page = reportPage(REPORT);
    expect(page).toContain('<td>−6.0 °C<br><small>Feb 6</small></td>');
    expect(page).toContain('<td>1,000 mm</td>');
  });

  it('can show Fahrenheit', () => {
    const page = reportPage({ ...REPORT, unit: 'fahrenheit' });
    expect(page).toContain('53.6 °F on average');
    expect(page).toContain('<title>Jan 2012: 50.0 °F</title>');
    expect(page).not.toContain('°C');
  });

  it('says which years it is about', () => {
    expect(reportPage(REPORT)).toContain('by NOAA, 2012 to 2013.');
    expect(reportPage({ ...REPORT, years: [year(2012)] })).toContain('by NOAA, 2012.');
  });

  it('lists the first rejected rows, and only if there are any', () => {
    const row: RejectedRow = { line: 7, fields: { date: '<today>' }, reasons: ['date: not a date'] };
    const page = reportPage({ ...REPORT, rejected: Array<RejectedRow>(25).fill(row) });
    expect(page).toContain('Rejected rows: 25');
    expect(count(page, '&lt;today&gt;')).toBe(20);
    expect(page).toContain('and 5 more');
    expect(reportPage(REPORT)).not.toContain('Rejected rows');
  });

  it('loads nothing from elsewhere and runs no script', () => {
    expect(reportPage(REPORT)).not.toMatch(/<script|<link|src=|url\(|https?:/);
  });

  it('escapes its title', () => {
    expect(reportPage({ ...REPORT, title: 'A <b> & c' })).toContain('<h1>A &lt;b&gt; &amp; c</h1>');
  });
});
