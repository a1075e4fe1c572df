import type { RejectedRow } from '../validate-rows';
import type { MonthStatistics, YearStatistics } from '../year-statistics';
import { type Chart, drawChart, type Series } from './chart';
import { drawBars } from './draw-bars';
import { drawLines } from './draw-lines';
import { facts } from './facts';
import { html, type Markup } from './html';
import { rejectedTable } from './rejected-table';
import { STYLE } from './style';
import { inUnit, TEMPERATURE_SYMBOLS, type TemperatureUnit } from './temperature';
import { yearTable } from './year-table';

/** What a report is made of. */
export interface Report {
  readonly title: string;
  readonly unit: TemperatureUnit;
  /** In the order in which they are shown; at least one. */
  readonly years: readonly YearStatistics[];
  readonly rejected: readonly RejectedRow[];
  /** The run that made it, so that its log can be found. */
  readonly runId: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A page of its own: no script, nothing loaded from elsewhere. */
export function reportPage(report: Report): string {
  const { title, years, unit, rejected, runId } = report;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">Daily measurements by NOAA, ${period(years)}.</p>
${facts(years, unit)}
${chartSection(temperatureChart(report), drawLines)}
${chartSection(precipitationChart(report), drawBars)}
${yearTable(years, unit)}
${rejected.length > 0 ? rejectedTable(rejected) : ''}
<footer>Made by run ${runId}.</footer>
</main>
</body>
</html>
`.text;
}

function period(years: readonly YearStatistics[]): string {
  const names = years.map(({ year }) => String(year));
  return [...new Set([names.at(0), names.at(-1)])].join(' to ');
}

function chartSection(chart: Chart, drawMarks: typeof drawLines): Markup {
  return html`<section><h2>${chart.title}</h2>
${drawChart(chart, drawMarks)}</section>`;
}

function temperatureChart({ years, unit }: Report): Chart {
  return {
    id: 'temperature',
    title: 'Mean daily high by month',
    description: 'One line per year, one point per month: the mean of the highest temperatures of its days.',
    unit: TEMPERATURE_SYMBOLS[unit],
    categories: MONTHS,
    series: byMonth(years, (month) => inUnit(month.meanMaxTemperature, unit)),
  };
}

function precipitationChart({ years }: Report): Chart {
  return {
    id: 'precipitation',
    title: 'Rain and snow by month',
    description: 'One bar per year and month: its total precipitation.',
    unit: 'mm',
    categories: MONTHS,
    series: byMonth(years, (month) => month.precipitation),
  };
}

function byMonth(years: readonly YearStatistics[], measure: (month: MonthStatistics) => number): Series[] {
  return years.map(({ year, months }) => {
    const values = new Map(months.map((month) => [month.month, measure(month)]));
    return { name: String(year), values: MONTHS.map((_, index) => values.get(index + 1)) };
  });
}
