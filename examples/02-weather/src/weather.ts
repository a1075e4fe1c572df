import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { slackOnFailure, slackOnRunFailure, slackOnSuccess, slackResource } from '@hookline/slack';
import {
  type Dynamic,
  dynamic,
  Job,
  type JobInputs,
  Op,
  type OpContext,
  type Outs,
  outs,
  retryPolicy,
  type Wired,
} from 'hookline';
import { z } from 'zod';
import type { DailyWeather } from './daily-weather';
import { type CsvRow, parseCsv } from './parse-csv';
import { reportPage } from './report/report-page';
import { temperatureUnit } from './report/temperature';
import { type ReportFolder, reportFolder } from './report-folder';
import { takeTime } from './slow-year';
import { type Plausible, plausible, type RejectedRow, validateRows } from './validate-rows';
import { WeatherHooks } from './weather-hooks';
import { groupByYear, type YearOfDays, type YearStatistics, yearStatistics } from './year-statistics';

const reportInputs = z.object({
  csvFile: z.string().default(join(__dirname, '../data/seattle-weather.csv')),
});
const statisticsConfig = z.object({
  maxMissingDays: z.int().min(0).default(5).describe('A year that lacks more days fails: its figures would mislead.'),
});
const reportConfig = z.object({ title: z.string().default('Weather'), unit: temperatureUnit.default('celsius') });

type StatisticsConfig = z.output<typeof statisticsConfig>;
type ReportConfig = z.output<typeof reportConfig>;

const resources = { slack: slackResource, reports: reportFolder };
/** A real workspace may have another channel. */
const channel = process.env['SLACK_CHANNEL'] ?? '#weather';

/** Daily measurements in, a report with charts out. */
export class Weather {
  // #region load
  @Op({ description: 'Reads the CSV file.' })
  async load(csvFile: string, { addOutputMetadata }: OpContext): Promise<CsvRow[]> {
    const rows = parseCsv(await readFile(csvFile, 'utf8'));
    addOutputMetadata({ rows: rows.length });
    return rows;
  }
  // #endregion

  // #region validate
  /** `rejected` is an output only if there are such rows. */
  @Op({ config: plausible, outs: ['valid', 'rejected?'] })
  validate(
    rows: CsvRow[],
    { opConfig, addOutputMetadata }: OpContext<object, Plausible>,
  ): Outs<{ valid: DailyWeather[]; rejected?: RejectedRow[] }> {
    const { valid, rejected } = validateRows(rows, opConfig);
    addOutputMetadata({ valid: valid.length, rejected: rejected.length });
    return outs(rejected.length > 0 ? { valid, rejected } : { valid });
  }
  // #endregion

  @Op({ description: 'Writes down what was rejected, if anything was.', requiredResourceKeys: ['reports'] })
  async reportRejected(
    rejected: RejectedRow[],
    { resources, log }: OpContext<{ reports: ReportFolder }>,
  ): Promise<void> {
    const file = await resources.reports.write('rejected.json', `${JSON.stringify(rejected, null, 2)}\n`);
    log.warn(`${rejected.length} rows rejected: see ${relative(process.cwd(), file)}`);
  }

  // #region dynamic
  @Op({ dynamic: true })
  partitionByYear(days: DailyWeather[]): Dynamic<YearOfDays> {
    return dynamic(groupByYear(days).map((year) => [String(year.year), year]));
  }

  @Op({ config: statisticsConfig, retryPolicy: retryPolicy({ maxRetries: 2, delay: '100ms', backoff: 'exponential' }) })
  async statistics(year: YearOfDays, context: OpContext<object, StatisticsConfig>): Promise<YearStatistics> {
    await takeTime(year.year, context); // none, unless SLOW_YEAR asks for it
    return yearStatistics(year, context.opConfig.maxMissingDays);
  }
  // #endregion

  @Op({ config: reportConfig, requiredResourceKeys: ['reports'] })
  async writeReport(
    years: YearStatistics[],
    rejected: RejectedRow[][],
    { opConfig, resources, runId, addOutputMetadata }: OpContext<{ reports: ReportFolder }, ReportConfig>,
  ): Promise<string> {
    if (years.length === 0) throw new Error('There is nothing to report: no row of the file is valid.');
    addOutputMetadata({ years: years.length });
    return resources.reports.write(
      'weather.html',
      reportPage({ ...opConfig, years, rejected: rejected.flat(), runId }),
    );
  }

  // #region job
  @Job({
    description: 'From a CSV file of daily measurements to an HTML report.',
    inputs: reportInputs,
    resources,
    hooks: [slackOnFailure({ channel }), slackOnRunFailure({ channel }), WeatherHooks.logRetry, WeatherHooks.logSkip],
  })
  weatherReport(this: Wired<Weather, typeof resources>, { csvFile }: JobInputs<typeof reportInputs>): void {
    const { valid, rejected } = this.validate(this.load(csvFile));
    this.reportRejected(rejected);
    const years = this.partitionByYear(valid)
      .map((year) => this.statistics(year))
      .collect();
    // The list holds the rejected rows, if there are any, and always an empty list: the report does not depend on them.
    this.writeReport.withHooks(
      slackOnSuccess({
        channel,
        message: ({ opOutputMetadata }) =>
          `A new weather report on ${Number(opOutputMetadata['years'])} years is ready`,
      }),
    )(years, [rejected, []]);
  }
  // #endregion
}
