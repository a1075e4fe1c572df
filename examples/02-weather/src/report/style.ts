import { Markup } from './html';

/** Colours after Okabe and Ito, which people with colour blindness can tell apart; lighter ones on a dark page. */
export const STYLE = new Markup(`
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --ink: #1d2430; --quiet: #5b6575; --rule: #dfe3e9;
  --c0: #0072b2; --c1: #009e73; --c2: #c77c02; --c3: #c1272d; --c4: #8e5ea2; --c5: #0d7d8c; --c6: #7a6a00; --c7: #555;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --ink: #e8ecf2; --quiet: #9aa5b5; --rule: #2e3744;
    --c0: #56b4e9; --c1: #35c69a; --c2: #f0b340; --c3: #ff7b72; --c4: #c7a0dc; --c5: #4cc9d9; --c6: #d8c94a; --c7: #aaa;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.75rem; font-size: 1.05rem; }
p.lead, p.note, footer { color: var(--quiet); }
p.lead { margin: 0.4rem 0 1.75rem; }
section { margin: 0 0 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1.25rem; margin: 0 0 1.25rem; }
dl.facts div { padding: 0.9rem 1.25rem; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
dl.facts dt { color: var(--quiet); font-size: 0.85rem; }
dl.facts dd { margin: 0; }
dl.facts dd.value { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
dl.facts dd.note { color: var(--quiet); font-size: 0.85rem; }
.chart { display: block; width: 100%; height: auto; font-size: 12px; fill: var(--quiet); }
.chart .legend text { fill: var(--ink); }
.chart .axis line { stroke: var(--rule); }
.chart .axis line.zero { stroke: var(--quiet); }
.chart .line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.chart .line circle { fill: var(--card); }
.chart .line circle:hover, .chart .bar, .chart .swatch { fill: currentColor; }
.chart .bar rect:hover { opacity: 0.7; }
${Array.from({ length: 8 }, (_, index) => `.series-${index} { color: var(--c${index}); }`).join('\n')}
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.45rem 0.6rem; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 500; vertical-align: bottom; }
tbody tr:last-child > * { border-bottom: 0; }
th.reason, td.reason { text-align: left; white-space: normal; }
td small { color: var(--quiet); }
p.note { margin: 0.75rem 0 0; font-size: 0.85rem; }
footer { font-size: 0.85rem; }
@media print { body { background: none; } main { padding: 0; } section { break-inside: avoid; } }
`);
