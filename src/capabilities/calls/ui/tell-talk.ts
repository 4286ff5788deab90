import { tellTalk as operation, type TellTalk } from '#calls/contract';
import { call } from '#web/api.ts';

/** How a talk goes, told by the page that holds it; gives back the other's number as we write it. */
export async function tellTalk(body: TellTalk): Promise<string | null> {
  return (await call(operation, { body })).number;
}
