/**
 * Everything the product needs from the world outside its process, one type each. Tests put honest fakes here: they fail the
 * way the real thing fails. Adapters live beside the capability or platform file that owns them.
 */

/** The present moment. Rules and commands take it as a parameter; only edges ask. */
export type Clock = () => Date;

/** Unpredictable bytes, for tokens and keys. */
export type Random = (bytes: number) => Buffer;

export type OutgoingMail = {
  to: string;
  subject: string;
  text: string;
  /** Who writes, beside the one address we send from. */
  senderName?: string | undefined;
  replyTo?: string | undefined;
  /** Where one POST ends advertising, RFC 8058. */
  unsubscribeUrl?: string | undefined;
  /** An invitation or its cancellation (iCalendar), which mail programs offer to put into the calendar. */
  calendar?: string | undefined;
};

/** Rejects when the mail was not accepted; the caller tries again later. */
export type MailPort = { readonly configured: boolean; send(mail: OutgoingMail): Promise<void> };

/** A content-addressed store: the name of a file is the SHA-256 of its bytes, so writing twice is writing once. */
export type FileStore = {
  /** Reads the stream to its end; refuses beyond `maxBytes` and leaves nothing behind. */
  put(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ sha256: string; bytes: number }>;
  get(sha256: string): Promise<AsyncIterable<Uint8Array> & { readonly bytes: number }>;
  /** A path on this machine's disk, for parsers that must seek; an S3 store downloads to a temporary file first. */
  local(sha256: string): Promise<{ path: string } & AsyncDisposable>;
  remove(sha256: string): Promise<void>;
};

declare const permitted: unique symbol;
/** Says that the consent gate allowed a contact. Only `#consent` gives one out; a text is none. */
export type PermitId = string & { readonly [permitted]: true };

/** Where carriers take orders; tests put a server of their own here. */
export type CarrierAddresses = { readonly sipgate: string; readonly twilio: string; readonly telnyx: string };

/** Where providers of meetings by video take orders; tests put a server of their own here. */
export type ProviderAddresses = {
  readonly zoomLogin: string;
  readonly zoom: string;
  readonly googleLogin: string;
  readonly google: string;
  readonly microsoftLogin: string;
  readonly graph: string;
};

/** Takes money. */
export type PaymentPort = {
  readonly kind: 'none' | 'provider';
  charge(order: { amountCents: number; currency: string; reference: string }): Promise<{ paymentRef: string }>;
};

/** A language or speech model. */
export type ModelPort = {
  readonly kind: 'none' | 'local' | 'remote';
  complete(ask: { system: string; text: string; maxTokens: number }): Promise<string>;
};

export type Ports = {
  clock: Clock;
  random: Random;
  mail: MailPort;
  files: FileStore;
  carriers: CarrierAddresses;
  providers: ProviderAddresses;
  payment: PaymentPort;
  model: ModelPort;
};
