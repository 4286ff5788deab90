import { queryClient } from '#web/data.ts';
import { speak } from '#web/i18n.ts';
import { meQuery } from '#web/session.ts';

/** After the server has set the cookie: begin with an empty memory, in the person's own language. */
export async function arrive(): Promise<void> {
  queryClient.clear();
  const me = await queryClient.fetchQuery(meQuery);
  await speak(me.user.locale);
}
