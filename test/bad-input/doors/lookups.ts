import * as spi from '@hookline/core/spi';
import { resultOf, show } from '@hookline/engine';

type Lookup = (value: unknown) => unknown;

/** Type guards and look-ups: they take whatever there is, and answer. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
  describeValue: spi.describeValue,
  dynamicOf: spi.dynamicOf,
  getHook: spi.getHook,
  isDefinitions: spi.isDefinitions,
  isErrorLike: spi.isErrorLike,
  isCallable: spi.isCallable,
  isJobDefinition: spi.isJobDefinition,
  isJson: spi.isJson,
  isPlainObject: spi.isPlainObject,
  isPromise: spi.isPromise,
  isResourceDefinition: spi.isResourceDefinition,
  outsOf: spi.outsOf,
  show: (value) => show(value),
  toError: (value) => spi.toError(value, 'op'),
  resultOf: resultOf,
};
