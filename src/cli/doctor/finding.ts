/** `note`: works, but somebody should know. `problem`: Klinke does not run like this. */
export type Finding = { what: string; state: 'ok' | 'note' | 'problem'; message: string };

export type Answer = Omit<Finding, 'what'>;

export const ok = (message: string): Answer => ({ state: 'ok', message });
export const note = (message: string): Answer => ({ state: 'note', message });
export const problem = (message: string): Answer => ({ state: 'problem', message });
