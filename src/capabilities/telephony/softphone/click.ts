import { z } from 'zod';

/** Made up by the page for each call that its user clicks: the order to dial and the voice that speaks belong together by it. */
export const Click = z.string().regex(/^[\w-]{16,64}$/);
