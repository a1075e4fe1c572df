/** What an op hook reacts to. */
export type OpHookKind = 'start' | 'success' | 'failure' | 'retry' | 'skip' | 'cancel';

/** What a run hook reacts to. */
export type RunHookKind = 'runStart' | 'runSuccess' | 'runFailure' | 'runCancel';

/** `deadLetter`: reacts to a delivery of another hook that was given up. */
export type HookKind = OpHookKind | RunHookKind | 'deadLetter';

/** A hook, as its context shows it. */
export interface HookInfo {
  readonly name: string;
  readonly kind: HookKind;
  readonly requiredResourceKeys: readonly string[];
  readonly description?: string;
}
