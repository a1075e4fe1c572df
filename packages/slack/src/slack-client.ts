import { type Logger, RetryRequested } from '@hookline/core';
import {
  ErrorCode,
  LogLevel,
  type WebAPICallResult,
  type WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';

/** A call that takes longer has failed; far below a hook's own timeout of 60 s, so that its retry still fits in. */
const TIMEOUT_MS = 10_000;
/** How often Slack may put off the same step or hook before its rate limit counts as a failure. */
const RATE_LIMIT_RETRIES = 3;

/** What a {@link SlackClient} is made of. */
export interface SlackClientOptions {
  readonly token: string;
  /** Address of another Web API than Slack's own. */
  readonly apiUrl: string | undefined;
  /** Gets what the client warns of. */
  readonly log: Logger;
}

/**
 * Slack's own client, fitted to hooks: it waits for nobody. It neither retries nor sleeps itself, because the hook's retry
 * policy does (and would else be multiplied), and a rate limit (HTTP 429) rejects with `RetryRequested`, which has Slack's
 * delay, and the client's own error as `cause`. All other errors are the client's own.
 */
export class SlackClient extends WebClient {
  constructor({ token, apiUrl, log }: SlackClientOptions) {
    super(token, {
      ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
      logger: clientLogger(log),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: TIMEOUT_MS,
    });
  }

  /** Every method of the client ends here. @throws RetryRequested when Slack limits the rate */
  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    try {
      return await super.apiCall(method, options);
    } catch (error) {
      if (!isRateLimited(error)) throw error;
      const delay = Math.max(0, error.retryAfter) * 1_000;
      throw new RetryRequested({ maxRetries: RATE_LIMIT_RETRIES, delay, cause: error });
    }
  }
}

function isRateLimited(error: unknown): error is WebAPIRateLimitedError {
  return error instanceof Error && 'code' in error && error.code === ErrorCode.RateLimitedError;
}

/** The client logs to the console by default; here its lines become events of the run, but for its chatter of each request. */
function clientLogger(log: Logger): NonNullable<WebClientOptions['logger']> {
  const line = (parts: readonly unknown[]): string => `Slack client: ${parts.map(String).join(' ')}`;
  return {
    debug: ignore,
    info: (...parts) => log.info(line(parts)),
    warn: (...parts) => log.warn(line(parts)),
    error: (...parts) => log.error(line(parts)),
    getLevel: () => LogLevel.INFO,
    setLevel: ignore,
    setName: ignore,
  };
}

function ignore(): void {
  // The level and the name of a line are the business of our own logger.
}
