/** Whoever listens to a mailbox does not listen for longer. */
export const mostGreetingSeconds = 60;
