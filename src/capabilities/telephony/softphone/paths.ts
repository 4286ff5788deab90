/** Below /api/v1. Apart from what is said there, so that a page that only wants to know where need not carry it. */
export const telephonePath = '/telephone';
export const listenPath = '/listening';
