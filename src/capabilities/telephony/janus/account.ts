export type SipAccount = {
  /** Host, and port where it is not the usual one. */
  domain: string;
  username: string;
  /** Where the trunk wants another name for signing in than for calling. */
  authUser: string | undefined;
  password: string | null;
  /** Where to register, when that is not the domain itself. */
  proxy: string | undefined;
  /** A trunk that knows us by our address wants no registration. */
  registers: boolean;
  /** E.164; what the called person sees. */
  number: string;
};

export function registration(account: SipAccount): Record<string, unknown> {
  return {
    request: 'register',
    send_register: account.registers,
    username: uriOf(account.username, account),
    ...(account.authUser !== undefined && { authuser: account.authUser }),
    ...(account.password !== null && { secret: account.password }),
    ...(account.proxy !== undefined && { proxy: `sip:${account.proxy}` }),
  };
}

export function uriOf(user: string, { domain }: SipAccount): string {
  return user.includes('@') ? `sip:${user}` : `sip:${user}@${domain}`;
}

/** The number in an address; null for an anonymous caller. */
export function numberIn(uri: string): string | null {
  const user = /^sips?:([^@;]+)@/.exec(uri)?.[1] ?? '';
  return /^\+?\d{2,20}$/.test(user) ? user : null;
}
