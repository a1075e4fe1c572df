import { HooklineError, keepName } from './hookline-error';

/** A store could not be opened, or did not do what it was asked for; `code` (`HOOKLINE_STORE_…`) tells why. */
export class StoreError extends HooklineError {
  static {
    keepName(StoreError, 'StoreError');
  }
}
