import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { type Duration, InvalidInvocationError } from '@hookline/core';
import { assertNever, describeValue, holds, isPlainObject, toMilliseconds } from '@hookline/core/spi';

/** Slack's own error names that a notification meets; any other name of Slack's documentation is fine, too. */
export type SlackErrorName =
  | 'channel_not_found'
  | 'invalid_auth'
  | 'invalid_blocks'
  | 'is_archived'
  | 'missing_scope'
  | 'no_text'
  | 'not_authed'
  | 'not_in_channel'
  | 'token_revoked'
  | (string & Record<never, never>);

/**
 * How the double treats one call:
 * - `'ok'`: as Slack would; a wrong call still gets Slack's error
 * - `{ rateLimited: { retryAfter } }`: HTTP 429; `Retry-After` is in whole seconds, so a fraction is rounded up
 * - `{ error }`: HTTP 200 with `{ ok: false, error }`, as Slack refuses a call
 * - `{ status }`: an HTTP status from 400 to 599, as when Slack is down
 * - `{ dropped: 'request' }`: the connection breaks and nothing is posted
 * - `{ dropped: 'answer' }`: the message is posted, but the connection breaks before the client learns of it
 * - `{ silent: true }`: no answer ever comes, so that the client's own timeout ends the call
 */
export type SlackReply =
  | 'ok'
  | { readonly rateLimited: { readonly retryAfter: Duration } }
  | { readonly error: SlackErrorName }
  | { readonly status: number }
  | { readonly dropped: 'request' | 'answer' }
  | { readonly silent: true };

/** The JSON body of an answer of the Web API. */
export type SlackAnswer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;

/** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything that is no {@link SlackReply} */
export function checkReply(reply: unknown): SlackReply {
  if (holds(() => isReply(reply))) return reply as SlackReply;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `Parameter 'reply' of the Slack double is ${describeReply(reply)}, which is no reply.`,
    remedy:
      "Give 'ok', { rateLimited: { retryAfter: '2s' } }, { error: 'invalid_auth' }, { status: 500 }, { dropped: 'request' }, { dropped: 'answer' } or { silent: true }.",
  });
}

/** A plain object is shown as it is written: the mistake is in it. */
function describeReply(reply: unknown): string {
  return isPlainObject(reply) ? inspect(reply, { breakLength: Infinity, getters: false }) : describeValue(reply);
}

/** Puts a reply on the wire; `answer` is what Slack itself would say, used where the reply is `'ok'`. */
export function sendReply(response: ServerResponse, reply: SlackReply, answer: SlackAnswer): void {
  if (reply === 'ok') return sendJson(response, 200, answer);
  if ('error' in reply) return sendJson(response, 200, { ok: false, error: reply.error });
  if ('status' in reply) return sendJson(response, reply.status, { ok: false, error: 'internal_error' });
  if ('rateLimited' in reply) {
    response.setHeader('retry-after', String(retryAfterSeconds(reply.rateLimited.retryAfter)));
    return sendJson(response, 429, { ok: false, error: 'ratelimited' });
  }
  if ('dropped' in reply) {
    response.destroy();
    return;
  }
  if ('silent' in reply) return;
  assertNever(reply);
}

function sendJson(response: ServerResponse, status: number, body: SlackAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function retryAfterSeconds(retryAfter: unknown): number {
  return Math.ceil(toMilliseconds(retryAfter, "Option 'retryAfter' of a reply of the Slack double") / 1_000);
}

function isReply(reply: unknown): boolean {
  if (reply === 'ok') return true;
  if (!isRecord(reply) || Object.keys(reply).length !== 1) return false;
  if (isRecord(reply['rateLimited'])) return retryAfterSeconds(reply['rateLimited']['retryAfter']) >= 0;
  if (typeof reply['error'] === 'string') return reply['error'] !== '';
  if (typeof reply['status'] === 'number') return isErrorStatus(reply['status']);
  return reply['dropped'] === 'request' || reply['dropped'] === 'answer' || reply['silent'] === true;
}

/** 429 is left to `rateLimited`, which has the header that belongs to it. */
function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599 && status !== 429;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
