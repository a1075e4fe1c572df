/** `btoa` takes a text of bytes; a longer list of arguments than this would overflow the stack. */
const CHUNK = 0x2000;

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  // Browsers have none; where it is, it is many times as fast.
  if (typeof Buffer !== 'undefined') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(text);
}

/** Bytes of base64, in a buffer of their own. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  if (typeof Buffer !== 'undefined') return new Uint8Array(Buffer.from(base64, 'base64'));
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
