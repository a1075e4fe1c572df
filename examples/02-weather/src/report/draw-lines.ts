import { type DrawMarks, round, seriesClass } from './chart';
import { formatNumber } from './format';
import { html } from './html';

/** One line per series, with a dot at each value. */
export const drawLines: DrawMarks = ({ series, categories, unit }, { left, band, y }) =>
  series.map(({ name, values }, index) => {
    const points = values.flatMap((value, category) =>
      value === undefined ? [] : [{ value, category, x: round(left(category) + band / 2), y: y(value) }],
    );
    const dots = points.map(
      (point) =>
        html`<circle cx="${point.x}" cy="${point.y}" r="3"><title>${categories[point.category] ?? ''} ${name}: ${formatNumber(point.value, 1)} ${unit}</title></circle>`,
    );
    const path = points.map((point) => `${point.x},${point.y}`).join(' ');
    return html`<g class="${seriesClass(index)} line"><polyline points="${path}"/>
${dots}</g>`;
  });
