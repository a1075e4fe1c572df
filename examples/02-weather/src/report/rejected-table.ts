import type { RejectedRow } from '../validate-rows';
import { html, type Markup } from './html';

/** A page is no place for a broken file of thousands of lines: the first ones show what is wrong. */
const SHOWN = 20;

/** The first rows that were left out, with their lines and the reasons. */
export function rejectedTable(rejected: readonly RejectedRow[]): Markup {
  const rows = rejected.slice(0, SHOWN).map(
    ({ line, fields, reasons }) => html`<tr><th scope="row">${line}</th>
<td class="reason">${Object.values(fields).join(', ')}</td>
<td class="reason">${reasons.join('; ')}</td></tr>`,
  );
  const more = rejected.length > SHOWN ? html`<p class="note">and ${rejected.length - SHOWN} more</p>` : '';
  return html`<section aria-labelledby="rejected"><h2 id="rejected">Rejected rows: ${rejected.length}</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">Line</th><th scope="col" class="reason">Row</th><th scope="col" class="reason">Reasons</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>${more}</section>`;
}
