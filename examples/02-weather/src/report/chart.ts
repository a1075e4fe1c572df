import { html, type Markup } from './html';
import { type Scale, valueScale } from './value-scale';

/** A chart of one value per category and series. */
export interface Chart {
  /** Unique in its page. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for those who can't see it. */
  readonly description: string;
  /** Of the value axis: `°C`. */
  readonly unit: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  /** One per category; undefined where there is none. */
  readonly values: readonly (number | undefined)[];
}

/** Draws the series of a chart between its axes. */
export type DrawMarks = (chart: Chart, plot: Plot) => Markup[];

/** Where in the picture things are. */
export interface Plot extends Scale {
  /** Left edge of a category. */
  readonly left: (category: number) => number;
  /** Width of a category. */
  readonly band: number;
}

const WIDTH = 760;
const HEIGHT = 320;
const MARGIN = { top: 44, right: 8, bottom: 28, left: 44 } as const;
const LEGEND_STEP = 68;
/** The style sheet has so many colours; more series start over. */
const COLOURS = 8;

/** The CSS class that gives a series its colour. */
export function seriesClass(index: number): string {
  return `series-${index % COLOURS}`;
}

/** A chart as an SVG picture that scales with the page. */
export function drawChart(chart: Chart, drawMarks: DrawMarks): Markup {
  const { id, title, description, unit } = chart;
  const plot = plotOf(chart);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title>
<desc id="${id}-description">${description}</desc>
<text class="unit" x="${MARGIN.left - 8}" y="${MARGIN.top - 14}" text-anchor="end">${unit}</text>
${legend(chart)}
${valueAxis(plot)}
${categoryAxis(chart, plot)}
${drawMarks(chart, plot)}
</svg>`;
}

function plotOf({ series, categories }: Chart): Plot {
  const values = series.flatMap((one) => one.values).filter((value) => value !== undefined);
  const scale = valueScale(values, { bottom: HEIGHT - MARGIN.bottom, top: MARGIN.top });
  const band = (WIDTH - MARGIN.left - MARGIN.right) / categories.length;
  return { ...scale, band, left: (category) => MARGIN.left + category * band };
}

function legend({ series }: Chart): Markup {
  const start = WIDTH - MARGIN.right - series.length * LEGEND_STEP;
  const entries = series.map(({ name }, index) => {
    const x = start + index * LEGEND_STEP;
    return html`<rect class="${seriesClass(index)} swatch" x="${x}" y="12" width="18" height="6" rx="3"/><text x="${x + 24}" y="19">${name}</text>`;
  });
  return html`<g class="legend">${entries}</g>`;
}

function valueAxis({ ticks, y }: Plot): Markup {
  const lines = ticks.map(
    (
      tick,
    ) => html`<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(tick)}" y2="${y(tick)}"${tick === 0 ? html` class="zero"` : ''}/>
<text x="${MARGIN.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`,
  );
  return html`<g class="axis">${lines}</g>`;
}

function categoryAxis({ categories }: Chart, { left, band }: Plot): Markup {
  const y = HEIGHT - MARGIN.bottom + 20;
  const labels = categories.map(
    (name, index) => html`<text x="${round(left(index) + band / 2)}" y="${y}" text-anchor="middle">${name}</text>`,
  );
  return html`<g class="axis">${labels}</g>`;
}

/** A tenth of a pixel is more than the eye can tell. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
