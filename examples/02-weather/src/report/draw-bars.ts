import { type DrawMarks, round, seriesClass } from './chart';
import { formatNumber } from './format';
import { html } from './html';

/** Share of a category's width that is left free between two groups of bars. */
const GAP = 0.25;

/** One bar per series, side by side in each category. */
export const drawBars: DrawMarks = ({ series, categories, unit }, { left, band, y }) => {
  const width = (band * (1 - GAP)) / series.length;
  return series.map(({ name, values }, index) => {
    const bars = values.flatMap((value, category) => {
      if (value === undefined) return [];
      const x = round(left(category) + (band * GAP) / 2 + index * width);
      const label = `${categories[category] ?? ''} ${name}: ${formatNumber(value, 0)} ${unit}`;
      return [
        html`<rect x="${x}" y="${y(value)}" width="${round(width - 1)}" height="${round(y(0) - y(value))}"><title>${label}</title></rect>`,
      ];
    });
    return html`<g class="${seriesClass(index)} bar">${bars}</g>`;
  });
};
