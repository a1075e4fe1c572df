import type { YearStatistics } from '../year-statistics';
import { formatFullDay, formatNumber } from './format';
import { html, type Markup } from './html';
import { formatTemperature, type TemperatureUnit } from './temperature';

/** The records over all years. */
export function facts(years: readonly YearStatistics[], unit: TemperatureUnit): Markup {
  const warmest = highest(years, (year) => year.meanTemperature);
  const wettest = highest(years, (year) => year.precipitation);
  const { hottest } = highest(years, (year) => year.hottest.value);
  const { wettest: downpour } = highest(years, (year) => year.wettest.value);
  return html`<dl class="facts">
${[
  fact('Warmest year', String(warmest.year), `${formatTemperature(warmest.meanTemperature, unit)} on average`),
  fact('Wettest year', String(wettest.year), `${formatNumber(wettest.precipitation, 0)} mm in total`),
  fact('Hottest day', formatTemperature(hottest.value, unit), formatFullDay(hottest.date)),
  fact('Wettest day', `${formatNumber(downpour.value, 1)} mm`, formatFullDay(downpour.date)),
]}
</dl>`;
}

function fact(name: string, value: string, note: string): Markup {
  return html`<div><dt>${name}</dt><dd class="value">${value}</dd><dd class="note">${note}</dd></div>`;
}

function highest(years: readonly YearStatistics[], measure: (year: YearStatistics) => number): YearStatistics {
  return years.reduce((best, year) => (measure(year) > measure(best) ? year : best));
}
