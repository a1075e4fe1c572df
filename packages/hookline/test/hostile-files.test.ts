import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRunConfig } from '../src/index';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookline-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(bytes: Uint8Array): Promise<unknown> {
  const path = join(folder, 'prod.yaml');
  await writeFile(path, bytes);
  return loadRunConfig(path);
}

const after = (bytes: readonly number[]) => Buffer.concat([Buffer.from('ops:\n  a: x'), Buffer.from(bytes)]);
const NOT_UTF8 = /is not UTF-8: line 2 has a byte that is none\. Save the file as UTF-8\./;
const UTF_16 = /is UTF-16 or UTF-32\. Save the file as UTF-8\./;
const UTF16 = Buffer.from('ops: {}\n', 'utf16le');

const REFUSED: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a lone continuation byte', after([0x80, 0x0a]), NOT_UTF8],
  ['an overlong slash', after([0xc0, 0xaf, 0x0a]), NOT_UTF8],
  ['an overlong NUL', after([0xe0, 0x80, 0x80]), NOT_UTF8],
  ['an overlong character of four bytes', after([0xf0, 0x80, 0x80, 0xaf]), NOT_UTF8],
  ['a sequence of five bytes', after([0xf8, 0x88, 0x80, 0x80, 0x80]), NOT_UTF8],
  ['a character that ASCII cuts short', after([0xe2, 0x82, 0x41, 0x0a]), NOT_UTF8],
  ['a pair of surrogates, each encoded (CESU-8)', after([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]), NOT_UTF8],
  ['a surrogate', after([0xed, 0xa0, 0x80]), NOT_UTF8],
  ['a code point beyond the last', after([0xf4, 0x90, 0x80, 0x80]), NOT_UTF8],
  ['a byte that UTF-8 never has', after([0xff]), NOT_UTF8],
  ['a character that the file ends in', after([0xe2, 0x82]), NOT_UTF8],
  ['Latin-1', Buffer.from('ops:\n  a: stra\xdfe', 'latin1'), NOT_UTF8],
  ['UTF-16, little-endian, with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), UTF16]), UTF_16],
  [
    'UTF-16, big-endian, with its mark',
    Buffer.concat([Buffer.from([0xfe, 0xff]), UTF16])
      .swap16()
      .swap16(),
    UTF_16,
  ],
  ['UTF-16 without a mark', UTF16, /a NUL character; only text files in UTF-8 are read/],
  ['UTF-32 with its mark', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), UTF_16],
  ['NUL bytes', after([0x00, 0x0a]), /a NUL character/],
  ['nothing but a mark of UTF-16', Buffer.from([0xff, 0xfe]), UTF_16],
];

const TAKEN: readonly (readonly [string, Uint8Array, unknown])[] = [
  ['the mark of UTF-8', Buffer.from('\ufeffops: {}\n'), { ops: {} }],
  ['nothing but the mark of UTF-8', Buffer.from('\ufeff'), {}],
  ['no bytes', Buffer.alloc(0), {}],
  ['CRLF', Buffer.from('ops:\r\n  a: "ü €𝄞"\r\n'), { ops: { a: 'ü €𝄞' } }],
];

describe('a run config of', () => {
  it.each(REFUSED)('%s is refused with what to do', async (_, bytes, words) => {
    const refused = expect(load(bytes)).rejects;
    await refused.toMatchObject({ code: expect.stringMatching(/^HOOKLINE_(BAD_ARGUMENT|INVALID_CONFIG)$/) as string });
    await refused.toThrow(words);
  });

  it.each(TAKEN)('%s is taken', async (_, bytes, config) => {
    expect(await load(bytes)).toEqual(config);
  });
});
