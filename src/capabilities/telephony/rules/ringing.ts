/** Mailboxes in our networks answer after 20 to 30 seconds; who has not come to the telephone after 45 does not come, and ringing on is a nuisance. */
export const mostRingMs = 45_000;
