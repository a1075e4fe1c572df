import { type Extreme, WET_DAY, type YearStatistics } from '../year-statistics';
import { formatDay, formatNumber } from './format';
import { html, type Markup } from './html';
import { formatTemperature, type TemperatureUnit } from './temperature';

/** The figures of each year. */
export function yearTable(years: readonly YearStatistics[], unit: TemperatureUnit): Markup {
  const temperature = (celsius: number): string => formatTemperature(celsius, unit);
  const rows = years.map(
    (year) => html`<tr><th scope="row">${year.year}</th>
<td>${temperature(year.meanTemperature)}</td>
<td>${withDay(year.hottest, temperature)}</td>
<td>${withDay(year.coldest, temperature)}</td>
<td>${formatNumber(year.precipitation, 0)} mm</td>
<td>${withDay(year.wettest, (mm) => `${formatNumber(mm, 1)} mm`)}</td>
<td>${year.wetDays}</td>
<td>${year.missingDays}</td></tr>`,
  );
  return html`<section aria-labelledby="years"><h2 id="years">Year by year</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">Year</th><th scope="col">Mean</th><th scope="col">Hottest day</th><th scope="col">Coldest night</th>
<th scope="col">Rain and snow</th><th scope="col">Wettest day</th><th scope="col">Wet days</th><th scope="col">Missing days</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
<p class="note">Wet days have at least ${WET_DAY} mm. Missing days are not in the file, or their rows were rejected.</p></section>`;
}

function withDay({ date, value }: Extreme, format: (value: number) => string): Markup {
  return html`${format(value)}<br><small>${formatDay(date)}</small>`;
}
