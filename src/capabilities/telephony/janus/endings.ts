/** Why a call came to its end, or never to its beginning. */
export const endings = [
  'hung_up',
  'they_hung_up',
  'cancelled',
  'declined_here',
  'busy',
  'declined',
  'not_found',
  'unavailable',
  'no_answer',
  'line_refused',
  'unreachable',
  'no_common_codec',
  'transferred',
  'message_left',
  'gateway_lost',
  'failed',
] as const;
export type Ending = (typeof endings)[number];

/** What a SIP answer (RFC 3261 § 21) says about a call that was never taken. */
export function endingOf(code: number, rang: boolean): Ending {
  switch (code) {
    case 401:
    case 403:
    case 407:
      return 'line_refused';
    case 404:
    case 410:
    case 484:
    case 485:
    case 604:
      return 'not_found';
    case 480:
      return 'unavailable';
    case 486:
    case 600:
      return 'busy';
    case 603:
    case 607:
      return 'declined';
    case 408:
      return rang ? 'no_answer' : 'unreachable';
    case 487:
      return 'cancelled';
    case 488:
    case 606:
      return 'no_common_codec';
    default:
      return code >= 500 ? 'unreachable' : 'failed';
  }
}
