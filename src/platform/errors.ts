/**
 * A refusal the caller can understand and act on.
 * `code` is part of the public API and never changes once released; `message` is for people and may.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: RefusalStatus;
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(status: RefusalStatus, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 503;

/** The one answer for what does not exist and for what the caller may not know exists. */
export function notFound(): Refusal {
  return new Refusal(404, 'not_found', 'Das gibt es hier nicht (mehr).');
}
