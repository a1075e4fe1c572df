import type { YAMLException } from 'js-yaml';

/** Reasons of js-yaml that do not say what to do, in words that do. */
const REWORDED: Readonly<Record<string, string>> = {
  'end of the stream or a document separator is expected':
    'this does not belong to what stands before it; look at the indentation',
  'bad indentation of a mapping entry': 'this is indented unlike its neighbours, or a value needs quotes',
  'bad indentation of a sequence entry': 'this is indented unlike its neighbours, or a value needs quotes',
  'can not read a block mapping entry; a multiline key may not be an implicit key':
    'a key without ":" stands before this',
  "expected ':' after a mapping key": 'a key without ":"',
  'null byte is not allowed in input': 'a NUL character; only text files in UTF-8 are read',
  'deficient indentation':
    'a {…}, […] or text in quotes above is not closed, or this line of it is not indented enough',
  'tab characters must not be used in indentation': 'a tab in the indentation; use spaces',
  'the stream contains non-printable characters':
    'a control character in this text; write it as an escape in double quotes, like "\\x1b"',
  'nesting exceeded maxDepth (100)': 'values are nested more than 100 levels deep',
  'missed comma between flow collection entries': 'a comma is missing between two entries of {…} or […]',
  'unexpected end of the stream within a flow collection': 'the file ends before the "}" or "]" of a {…} or […]',
  'unexpected end of the stream within a double quoted scalar': 'the file ends before the closing quote (") of a text',
  'unexpected end of the stream within a single quoted scalar': "the file ends before the closing quote (') of a text",
};

/** Characters that YAML keeps for itself at the start of a value, and `: ` inside it. */
const NEEDS_QUOTES = new Set(['@', '`', '%', ':']);
const CORE_TAG = 'tag:yaml.org,2002:';

/** Why js-yaml refused a text, for people. */
export function yamlReason({ reason, mark }: YAMLException, text: string): string {
  const character = text.charAt(mark?.position ?? text.length);
  if (reason.startsWith('bad indentation of a') && NEEDS_QUOTES.has(character)) {
    return `"${character}" must not stand here in a text without quotes; put the text in quotes`;
  }
  const unknown = /^unknown (?:scalar|mapping|sequence) tag !<(.*)>$/s.exec(reason)?.[1];
  if (unknown !== undefined) {
    return `unknown tag ${shortTag(unknown)}; there are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq`;
  }
  const unfit = /^cannot resolve a node with !<(.*)> explicit tag$/s.exec(reason)?.[1];
  return unfit === undefined ? (REWORDED[reason] ?? reason) : `the value does not fit its tag ${shortTag(unfit)}`;
}

function shortTag(tag: string): string {
  return tag.startsWith(CORE_TAG) ? `!!${tag.slice(CORE_TAG.length)}` : tag;
}
