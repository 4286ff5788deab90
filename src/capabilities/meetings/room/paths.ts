/** The page of guests. */
export const guestPage = '/raum/:token';

/** Where the pages of hosts and of guests connect to the room. */
export const hostsPath = '/meetings/room/hosts';
export const guestsPath = '/meetings/room/guests';
