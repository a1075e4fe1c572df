// What users throw becomes an error in one place, for all packages.
export { isErrorLike, messageOf, toError } from '@hookline/core/spi';
