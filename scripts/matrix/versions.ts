/** The versions that the matrix tries, by the name that its table shows. */
export const TYPESCRIPT = { '5.4': '5.4.5', '5.9': '5.9.3', '6.0': '6.0.3', '7.0': '7.0.2' } as const;

/** 20 is the floor itself: `engines` of our packages. */
export const NODE = { '20': '20.19.0', '22': '22.23.3', '24': '24.21.0' } as const;

/** A TypeScript that the matrix tries. */
export type TypeScriptVersion = keyof typeof TYPESCRIPT;

/** A Node that the matrix tries. */
export type NodeVersion = keyof typeof NODE;

/** Installed beside the packed packages, whatever the compiler. */
export const BASE = { '@types/node': '20.19.43', '@types/jest': '30.0.0', zod: '4.6.7' } as const;

/** Tools that use the compiler's API, which TypeScript 7 does not have. */
export const API_TOOLS = { 'ts-node': '10.9.2', jest: '30.5.2', 'ts-jest': '29.4.15' } as const;

/** Tools with a compiler of their own. */
export const OTHER_COMPILERS = {
  '@swc/cli': '0.8.1',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  esbuild: '0.28.2',
  tsx: '4.23.15',
} as const;
