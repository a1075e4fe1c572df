/**
 * Code in Markdown is a copy of a region of a file that is compiled and tested. The marker stands above the block:
 *
 *     <!-- snippet: examples/01-notify/src/jobs.ts#hooks -->
 *
 * and the file has `// #region hooks` … `// #endregion` around the lines (`#` alone in YAML). Without `#name` the whole file is meant.
 */
import { extname } from 'node:path';

const MARKER =
  /^<!-- snippet: (?<path>[^\s#]+)(?:#(?<region>[\w-]+))? -->(?:\n(?<fence>`{3,})[^\n]*\n(?:[\s\S]*?\n)??\k<fence>(?=\n|$))?/gm;
const REGION = /^\s*(?:\/\/|#)\s*#?(?<edge>end)?region\b\s*(?<name>[\w-]*)\s*$/;

/**
 * The Markdown with every marked block replaced by today's code.
 *
 * @param read gives the text of a file by its path from the repository's root
 * @throws Error if a region is missing or not closed
 */
export function refreshSnippets(markdown: string, read: (path: string) => string): string {
  return markdown.replace(MARKER, (_block, path: string, region: string | undefined) => {
    const marker = `<!-- snippet: ${path}${region === undefined ? '' : `#${region}`} -->`;
    const code = dedent(region === undefined ? withoutMarkers(read(path)) : linesOfRegion(read(path), path, region));
    return `${marker}\n\`\`\`${extname(path).slice(1)}\n${code}\n\`\`\``;
  });
}

const edgeOf = (line: string) => REGION.exec(line)?.groups;

const withoutMarkers = (text: string): string[] => text.split('\n').filter((line) => edgeOf(line) === undefined);

/** The lines between the region's marker and its end; regions inside it are kept, their markers are not. */
function linesOfRegion(text: string, path: string, region: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => edgeOf(line)?.['name'] === region && edgeOf(line)?.['edge'] === undefined);
  if (start === -1) throw new Error(`${path} has no "#region ${region}"; add it or mend the marker in the page`);
  let depth = 1;
  for (let i = start + 1; i < lines.length; i++) {
    const edge = edgeOf(lines[i] ?? '');
    if (edge) depth += edge['edge'] === undefined ? 1 : -1;
    if (depth === 0) return withoutMarkers(lines.slice(start + 1, i).join('\n'));
  }
  throw new Error(`${path}: "#region ${region}" is not closed; add "#endregion"`);
}

function dedent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
}
